using System.Globalization;
using System.Text;
using Unroll.Series.Reading;
using Unroll.Tasks.Analysing;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Analysing;

/// <summary>A file of machines, one below the other, without stamps: a counter begins anew with each of them.</summary>
public sealed class CountedSeriesTests : IDisposable
{
    private const int Machines = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("time", 0)]
    [InlineData("time", 1)]
    [InlineData("t", 0)]
    [InlineData("step", 1)]
    [InlineData("time_idx", 0)]
    public void Analyses_take_series_apart_as_inspect_does(string counter, int from)
    {
        string path = Write(counter, from);

        AnalysisSource found = AnalysisSource.Read(path);
        AnalysisSource given = AnalysisSource.Read(path, new AnalysisSourceOptions { IdColumns = ["machine"] });

        InspectedFile inspected = InspectedFile.Read(path);
        Assert.Equal(["machine"], inspected.Format.IdColumns);
        Assert.Equal(inspected.Set.Items.Select(item => item.Id), found.Columns.Select(column => column.Series).Distinct());
        Assert.Equal(["temp", "vib"], found.Columns.Select(column => column.Column).Distinct());
        Assert.Contains(found.Notes, note => note.Contains("30 series are told apart by machine", StringComparison.Ordinal)
            && note.Contains("--id", StringComparison.Ordinal));
        Assert.Contains(found.Notes, note => note.Contains($"Column {counter} counts the rows", StringComparison.Ordinal));
        Assert.Equal(given.Columns.Select(column => column.Title), found.Columns.Select(column => column.Title));
        Assert.Equal(given.Columns.SelectMany(column => column.Values), found.Columns.SelectMany(column => column.Values));
        Assert.All(found.Columns.Zip(given.Columns), pair => Assert.Equal(
            Enumerable.Range(from, pair.First.Values.Length).Select(row => (double)row), pair.First.Axis.Times));
        Assert.All(given.Columns.Zip(found.Columns), pair => Assert.Equal(pair.First.Axis.Times, pair.Second.Axis.Times));
    }

    [Fact]
    public void A_single_series_and_a_column_that_merely_falls_stay_one_series()
    {
        string hours = "hour,load\n" + string.Concat(Enumerable.Range(0, 100).Select(
            row => string.Create(CultureInfo.InvariantCulture, $"{row % 24},{Math.Sin(row * 0.26) + (0.01 * row):F3}\n")));

        AnalysisSource source = AnalysisSource.Read(_folder.Write("hours.csv", hours));

        Assert.Equal(["hour", "load"], source.Columns.Select(column => column.Column));
        Assert.Equal(1, InspectedFile.Read(_folder.In("hours.csv")).Set.Count);
    }

    [Theory]
    [InlineData("time")]
    [InlineData("t")]
    [InlineData("step")]
    public void A_counter_is_no_input_of_a_proposed_recipe_and_none_by_default(string counter)
    {
        InspectedFile file = InspectedFile.Read(Write(counter, 0), new CsvFrameOptions { ClassColumn = "state" });
        Recipe proposed = RecipeProposal.For(file.ToSource(), null).ToRecipe();
        SequenceClassifier classifier = SequenceClassifier.For("state");

        TaskPlan plan = classifier.Train(train => train with { Epochs = 1 }).Plan(file.Set);

        Assert.Equal(["temp", "vib"], proposed.Data.Channels);
        Assert.Equal(["temp", "vib"], plan.Learned.InputNames);
        Assert.Contains(plan.Warnings, warning => warning.StartsWith($"{counter} counts the rows", StringComparison.Ordinal));
        Assert.Contains(file.Findings, finding => finding.Column == counter
            && finding.Text.Contains("it is their time", StringComparison.Ordinal));
        Assert.Empty(file.Characteristics.Of(file.Profile.Columns.Single(column => column.Name == counter)).Seasons);
    }

    [Theory]
    [InlineData("dose", 0)] // Another name.
    [InlineData("time", 5)] // A clock that was running before.
    public void A_covariate_that_rises_stays_an_input(string name, int from)
    {
        InspectedFile file = InspectedFile.Read(Write(name, from), new CsvFrameOptions { ClassColumn = "state", IdColumns = ["machine"] });

        Assert.Equal([name, "temp", "vib"], SequenceClassifier.For("state").Plan(file.Set).Learned.InputNames);
    }

    [Fact]
    public void A_column_that_is_the_same_in_each_series_and_has_few_texts_may_be_the_class()
    {
        RecipeProposal proposal = RecipeProposal.ForFile(Write("time", 0));

        Assert.Contains("--class state", proposal.Obstacle, StringComparison.Ordinal);
        Assert.Contains(InspectedFile.Read(_folder.In("machines.csv")).Findings, finding => finding.Column == "state"
            && finding.Text.Contains("--class state", StringComparison.Ordinal));
    }

    /// <summary>Machines of 15 to 23 rows, of which each second one vibrates more and more.</summary>
    private string Write(string counter, int from)
    {
        Random random = new(1);
        StringBuilder text = new($"machine,{counter},temp,vib,state\n");
        for (int machine = 0; machine < Machines; machine++)
        {
            for (int row = 0; row < 15 + (machine % 9); row++)
            {
                double vibration = 1 + (0.1 * row * (machine % 2)) + (0.2 * random.NextDouble());
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"m{machine:D2},{from + row},{50 + (5 * random.NextDouble()):F2},{vibration:F3},{(machine % 2 == 0 ? "ok" : "bad")}\n");
            }
        }

        return _folder.Write("machines.csv", text.ToString());
    }
}
