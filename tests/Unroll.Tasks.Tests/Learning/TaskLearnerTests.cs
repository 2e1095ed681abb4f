using System.Reflection;
using System.Text.RegularExpressions;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Generation;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Translation;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>All tasks have the same API: what is known of a learner holds for those of the other tasks.</summary>
public class TaskLearnerTests
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    private static readonly Type[] _learners =
    [
        typeof(Forecaster), typeof(SequenceClassifier), typeof(SequenceLabeller), typeof(SequenceMultiLabelClassifier),
        typeof(SequenceRegressor), typeof(SequenceToSequence), typeof(TextGenerator),
    ];

    public static TheoryData<Type> Learners => [.. _learners];

    [Fact]
    public void The_learners_are_all_that_there_are() => Assert.Equal(
        _learners.Select(learner => learner.Name),
        typeof(Learner).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Learner)))
            .Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Learners))]
    public void Each_is_fitted_predicts_is_evaluated_saved_and_loaded_like_the_others(Type learner)
    {
        Type[] own = TypesOf(learner);
        Assert.Equal(learner, own[0]);
        Assert.True(own[2].IsSubclassOf(typeof(PartEvaluation)));

        (string Name, Type Result, string Parameters)[] members =
        [
            ("Fit", typeof(TrainingRun), "SeriesSet series, SeriesSet test = null, LearnerOptions options = null"),
            ("Fit", typeof(TrainingRun), "Frame frame, LearnerOptions options = null"),
            ("Fit", typeof(TrainingRun), "TaskData data, LearnerOptions options = null"),
            ("Predict", typeof(IReadOnlyList<>).MakeGenericType(own[1]),
                "SeriesSet series, Int32 threads = 0, CancellationToken cancellationToken = null"),
            ("Predict", typeof(IReadOnlyList<>).MakeGenericType(own[1]),
                "Frame frame, Int32 threads = 0, CancellationToken cancellationToken = null"),
            ("Evaluate", own[2], "SeriesSet series, Int32 threads = 0, CancellationToken cancellationToken = null"),
            ("Evaluate", own[2], "Frame frame, Int32 threads = 0, CancellationToken cancellationToken = null"),
            ("Save", typeof(void), "String folder"),
        ];
        foreach ((string name, Type result, string parameters) in members)
        {
            Assert.Contains(
                learner.GetMethods(Public), method => method.Name == name && method.ReturnType == result && TextOf(method) == parameters);
        }

        MethodInfo[] makers = learner.GetMethods(BindingFlags.Public | BindingFlags.Static);
        Assert.All(makers, method => Assert.Equal(learner, method.ReturnType));
        Assert.Equal("String folder", TextOf(makers.Single(method => method.Name == "Load")));
        Assert.Equal("Recipe recipe, Nullable`1 seed = null", TextOf(makers.Single(method => method.Name == "Create")));
        Assert.Contains(makers, method => method.Name == "For");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void What_a_task_has_of_its_own_ends_in_the_same_arguments(Type learner)
    {
        foreach (MethodInfo method in learner.GetMethods(Public))
        {
            string parameters = TextOf(method);
            if (method.Name == "Fit")
            {
                Assert.EndsWith("LearnerOptions options = null", parameters, StringComparison.Ordinal);
            }
            else if (Regex.IsMatch(method.Name, "^(Predict|Evaluate|Forecast|Sample|Generate|Translate)"))
            {
                Assert.EndsWith(
                    ", Int32 threads = 0, CancellationToken cancellationToken = null", parameters, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_table_of_the_docs_names_them_with_their_predictions()
    {
        string[] rows = [.. File.ReadLines(Repository.PathOf("docs", "architecture.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        foreach (Type learner in _learners)
        {
            string row = Assert.Single(rows, row => row.Contains($"`{learner.Name}`", StringComparison.Ordinal));
            Assert.Contains($"`{TypesOf(learner)[1].Name}`", row, StringComparison.Ordinal);
            Assert.Contains($"`{TypesOf(learner)[2].Name}`", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_prediction_and_an_evaluation_that_are_stopped_say_so()
    {
        CancellationToken stopped = new(canceled: true);
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1}"), 1);
        Frame frame = SmallSeries.Create();
        forecaster.Fit(frame);

        Assert.Throws<OperationCanceledException>(() => forecaster.Predict(frame, cancellationToken: stopped));
        Assert.Throws<OperationCanceledException>(() => forecaster.Evaluate(frame, cancellationToken: stopped));
        Assert.Throws<OperationCanceledException>(() => forecaster.Forecast(frame, cancellationToken: stopped));
        Assert.Equal(forecaster.Forecast(frame), Assert.Single(forecaster.Predict(frame, threads: 1)).Points);
    }

    /// <summary>The learner, its predictions and its evaluations.</summary>
    private static Type[] TypesOf(Type learner) => BasesOf(learner)
        .First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TaskLearner<,,>)).GetGenericArguments();

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (Type? own = type; own is not null; own = own.BaseType)
        {
            yield return own;
        }
    }

    private static string TextOf(MethodInfo method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{parameter.ParameterType.Name} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));
}
