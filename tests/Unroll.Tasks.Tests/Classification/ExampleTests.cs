using Unroll.Metrics;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Samples;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>The recipes of the examples do what their documentation says.</summary>
public class ExampleTests
{
    [Fact]
    public void The_cohort_goes_through_all_its_steps_and_is_told_better_than_by_chance()
    {
        Recipe recipe = Example("icu.yaml", epochs: 300);
        SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 1);
        TrainingRun run = classifier.Fit(IntensiveCareSample.Create(patients: 200));

        // 3 channels × 2 statistics, and for each whether it was missing; then age and sex.
        Assert.Equal((3 * 2 * 2) + 2, run.InputNames.Count);
        Assert.Equal("age", run.InputNames[^2]);
        Assert.Equal(3, classifier.SequenceLength);
        Assert.Equal([120, 30, 50], run.Parts.Select(part => part.Samples));
        Assert.InRange(run.Tested().Model["roc_auc"], 0.7, 0.99);
    }

    [Fact]
    public void No_step_of_the_cohort_learns_from_a_test_patient()
    {
        Recipe recipe = Example("icu.yaml", epochs: 1);
        SeriesSet patients = IntensiveCareSample.Create(patients: 60);
        SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 1), other = SequenceClassifier.Create(recipe, seed: 1);
        HashSet<string> tested = [.. classifier.Fit(patients).Tested().Series.Select(prediction => prediction.Id)];
        RandomStream random = new(4);
        other.Fit(patients.Map(patient => tested.Contains(patient.Id) ? Disturb(patient.Frame, random) : patient.Frame));

        Assert.Equal(classifier.Networks[0].Metadata["unroll.task"], other.Networks[0].Metadata["unroll.task"]);
        Assert.Equal(classifier.Networks[0].Parameters.SelectMany(parameter => parameter.Values.ToArray()),
            other.Networks[0].Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void The_true_risk_of_the_cohort_ranks_its_test_part_as_the_page_says()
    {
        ClassSplit split = Assert.IsType<ClassSplit>(Example("icu.yaml").Split);
        SeriesSet cohort = IntensiveCareSample.Create(IntensiveCareSample.CohortPatients);
        IReadOnlyList<double> risks = IntensiveCareSample.Risks(IntensiveCareSample.CohortPatients);
        int[] classes = [.. cohort.Items.Select(patient => patient.Class!.Value)];
        IReadOnlyList<int> test = StratifiedSplit.Of(
            classes, new(split.Train.Share!.Value, split.Validation.Share!.Value, split.Test.Share!.Value)).Test;

        Assert.Equal(2000, test.Count);
        Assert.Equal(0.9113, RocCurve.Of([.. test.Select(index => risks[index])], [.. test.Select(index => classes[index] == 1)]).Area, 4);
    }

    [RealDataFact]
    public void Japanese_vowels_are_told_apart()
    {
        TrainingRun run = FitArchive("japanese-vowels.yaml", "JapaneseVowels");

        Assert.Equal([270, 370], run.Parts.Select(part => part.Samples));
        Assert.Equal(12, run.InputNames.Count);
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
    }

    [RealDataFact]
    public void Gestures_are_told_apart()
    {
        TrainingRun run = FitArchive("gunpoint.yaml", "GunPoint");

        Assert.Equal([50, 150], run.Parts.Select(part => part.Samples));
        Assert.InRange(run.Tested().Model["accuracy"], 0.85, 1);
    }

    [RealDataFact]
    public void Gestures_of_any_level_and_size_are_told_apart_when_each_is_scaled_by_itself()
    {
        // The archive's gestures are scaled so already: each gets a level and a size of its own, as before any calibration.
        RandomStream random = new(5);
        SeriesSet Raw(SeriesSet series) => series.Map(item =>
        {
            double level = (50 * random.NextNormal()), size = Math.Exp(random.NextNormal());
            return item.Frame.ColumnNames.ToArray().Aggregate(
                item.Frame, (frame, column) =>
                    frame.With(column, [.. item.Frame.Column(column).ToArray().Select(value => level + (size * value))]));
        });
        SeriesSet training = Raw(Archive("GunPoint_TRAIN.ts")), test = Raw(Archive("GunPoint_TEST.ts"));
        string text = File.ReadAllText(Repository.PathOf("examples", "gunpoint.yaml"));
        double Accuracy(string scale) =>
            SequenceClassifier.Create(
                Short(RecipeReader.Parse(text.Edit("scale: standard", scale).Edit("epochs: 200", "epochs: 30"), "raw.yaml")), seed: 1)
            .Fit(training, test).Tested().Model["accuracy"];

        double each = Accuracy("scale: {per-series: true}"), together = Accuracy("scale: standard");
        Assert.InRange(each, 0.85, 1);
        Assert.InRange(together, 0, each - 0.1);
    }

    private static SeriesSet Archive(string file) =>
        SeriesReader.Read(RealDataFactAttribute.File($"ucr/{file}"));

    /// <summary>One network of the example's, for a few epochs.</summary>
    private static TrainingRun FitArchive(string example, string name) =>
        SequenceClassifier.Create(Short(Example(example, epochs: 30)), seed: 1)
            .Fit(Archive(name + "_TRAIN.ts"), Archive(name + "_TEST.ts"));

    private static Recipe Short(Recipe recipe) => recipe with { Train = recipe.Train with { Ensemble = 1 } };

    private static Recipe Example(string name, int? epochs = null)
    {
        Recipe recipe = RecipeReader.Read(Repository.PathOf("examples", name));
        return epochs is { } number ? recipe with { Train = recipe.Train with { Epochs = number } } : recipe;
    }

    private static Frame Disturb(Frame frame, RandomStream random)
    {
        foreach (string column in frame.ColumnNames)
        {
            double[] values = frame.Column(column).ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = double.IsNaN(values[i]) ? values[i] : (1e3 * random.NextNormal());
            }

            frame = frame.With(column, values);
        }

        return frame;
    }
}
