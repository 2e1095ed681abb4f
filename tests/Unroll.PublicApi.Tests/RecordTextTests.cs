using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Unroll.Analysis.ChangePoints;
using Unroll.Insight.Attribution;
using Unroll.Models;
using Unroll.Probability;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>Results print the numbers of their lists, not the names of the lists' types.</summary>
public sealed partial class RecordTextTests
{
    /// <summary>Records that programs give rather than get, or that documents and reports are made of.</summary>
    private static readonly string[] _others =
    [
        "AnalysedColumn", "AnalysisSource", "BaselineComparison", "BlockDescription", "ExplainableCodes", "ExplainableSamples",
        "InspectedFile", "InspectedFormat", "NetworkInput", "OutputLoss", "PredictionChart", "ProposalSource", "SequenceData",
        "StructuralModel", "StructuralParameter", "TextFeature", "TimeAxis",
    ];

    public static TheoryData<string> Results =>
    [
        .. from type in (Type[])[typeof(Model), typeof(ChangePoint), typeof(SaliencyMap), typeof(Forecaster)]
           from exported in type.Assembly.GetExportedTypes()
           where IsResult(exported)
           orderby exported.FullName
           select $"{exported.FullName}, {exported.Assembly.GetName().Name}",
    ];

    [Theory]
    [MemberData(nameof(Results))]
    public void Records_with_lists_print_them(string name)
    {
        Type type = Type.GetType(name, throwOnError: true)!;
        bool isWritten = IsWritten(type.GetMethod("ToString", Type.EmptyTypes)!) || IsWritten(PrintMembers(type)!);
        Assert.True(
            isWritten,
            $"{type.Name} has lists, but neither ToString nor PrintMembers of its own: print them by RecordFormatter.AppendMembers.");
    }

    [Fact]
    public void Numbers_lists_and_tables_are_readable()
    {
        Assert.Equal("[1, 2.5, NaN]", RecordFormatter.Text(new[] { 1, 2.5, double.NaN }));
        Assert.Equal("[0, 1, 2, 3, 4, … 1,995 more]", RecordFormatter.Text(Enumerable.Range(0, 2000).ToList()));
        Assert.Equal("[[1, 2], [3]]", RecordFormatter.Text(new double[][] { [1, 2], [3] }));
        Assert.Equal("3 × 4 values", RecordFormatter.Text(new double[3, 4]));
        Assert.Equal("[mae: 0.333333]", RecordFormatter.Text(new Dictionary<string, double> { ["mae"] = 1.0 / 3 }));
        Assert.Equal("null", RecordFormatter.Text(null));
        Assert.Equal("[2024-07-01, 2024-07-01 12:30:00]", RecordFormatter.Text(
            new DateTime[] { new(2024, 7, 1), new(2024, 7, 1, 12, 30, 0) }));
    }

    [Fact]
    public void Results_that_are_printed_first_say_what_was_found()
    {
        ClassPrediction prediction = new("7", 0, 1, [0.125, 0.875]) { ClassNames = ["idle", "busy"] };
        Assert.Equal(("busy", "idle"), (prediction.Label, prediction.ActualLabel));
        Assert.StartsWith(
            "ClassPrediction { Id = 7, Label = busy, ActualLabel = idle, ClassNames = [idle, busy], Probabilities = [0.125, 0.875]",
            prediction.ToString(), StringComparison.Ordinal);
        MultiLabelPrediction labels = new("7", null, [true, false], [0.875, 0.125]) { LabelNames = ["hot", "worn"] };
        Assert.Equal(["hot"], labels.Labels);
        Assert.Contains(
            "Points = [1961-01-01 318.1], Quantiles = [], Distributions = [mean 318.1, deviation 2]",
            new SeriesForecast("1", "load", [new(new DateTime(1961, 1, 1), 318.1)])
            {
                Distributions = [new NormalDistribution(318.1, 2)],
            }.ToString(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "EpochRecord { Epoch = 1, Loss = 0.25, ValidationLoss = null, LearningRate = 0.001, Elapsed = 00:00:02, Metrics = [mae: 0.5]",
            new EpochRecord(1, 0.25, null, 0.001, TimeSpan.FromSeconds(2), new Dictionary<string, double> { ["mae"] = 0.5 }).ToString(),
            StringComparison.Ordinal);
        Assert.Equal("Segmentation { ChangePoints = [3, 8], Cost = 1.5 }", new Segmentation([3, 8], 1.5).ToString());
    }

    private static bool IsResult(Type type) =>
        PrintMembers(type) is not null && !NoResult().IsMatch(type.Name) && !_others.Contains(type.Name)
        && type.Namespace != typeof(ReportSection).Namespace + ".Sections"
        && type.GetProperties().Any(property => IsList(property.PropertyType));

    private static bool IsList(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type)
        && type.Namespace!.StartsWith("System", StringComparison.Ordinal) && type.Namespace != "System.Text.Json.Nodes";

    private static MethodInfo? PrintMembers(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic, [typeof(StringBuilder)]);

    private static bool IsWritten(MethodInfo method) => method.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    [GeneratedRegex("(Options|Recipe|Section|Split|Settings|Request)$")]
    private static partial Regex NoResult();
}
