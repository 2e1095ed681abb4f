using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Ensembles of whole recipes that classify or predict numbers of whole series.</summary>
public sealed class MemberSequenceTests : IDisposable
{
    private const string Classes = """
        name: small
        task: classify
        data: {file: waves.csv, id: series, class: kind}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        train: {epochs: 6, batch-size: 8, learning-rate: 0.02}
        members:
          - {model: [{gru: 6}, {dense: {units: 3, activation: softmax}}]}
          - {sequence: {length: 10}, prepare: {steps: []}, model: [{lstm: 6}, {dense: {units: 3, activation: softmax}}]}
          - {weight: 3, model: [{conv1d: {filters: 4, kernel-size: 3}}, global-average-pooling1d, {dense: {units: 3, activation: softmax}}]}

        """;

    private const string Numbers = """
        name: small
        task: regress
        data: {file: fleet.csv, id: engine, target: [left, double], channels: [sensor]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        train: {epochs: 4, batch-size: 8, learning-rate: 0.02}
        members:
          - {model: [{gru: 6}, {dense: 2}]}
          - {name: flat, weight: 3, prepare: {steps: [{scale: min-max}]}, model: [global-average-pooling1d, {dense: 2}]}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mean")]
    [InlineData("median")]
    public void Probabilities_are_averaged_and_add_up_to_1(string combine)
    {
        SequenceClassifier classifier = SequenceClassifier.Create(RecipeReader.Parse(
            (combine == "mean" ? Classes : Classes.Edit("weight: 3, ", "")) + $"combine: {combine}\n", "classes.yaml"));
        ClassificationEvaluation test = classifier.Fit(SmallSeriesSet.Waves(classes: 3)).Tested();
        ClassificationEvaluation[] members = [.. test.Members.Select(member => (ClassificationEvaluation)member.Value)];

        for (int i = 0; i < test.Series.Count; i++)
        {
            double[] average = [.. Enumerable.Range(0, 3).Select(index =>
                (double[])[.. members.Select(member => member.Series[i].Probabilities[index])])
                .Select(values => combine == "mean" ? (values[0] + values[1] + (3 * values[2])) / 5 : values.Order().ElementAt(1))];
            Assert.Equal(1, test.Series[i].Probabilities.Sum(), 1e-9);
            Assert.All(Enumerable.Range(0, 3), index =>
                Assert.Equal(average[index] / average.Sum(), test.Series[i].Probabilities[index], 1e-6));
            Assert.Equal(test.Series[i].Id, members[1].Series[i].Id);
        }

        classifier.Save(_folder.Path);
        Assert.Equal(
            classifier.Predict(SmallSeriesSet.Waves(classes: 3))[3].Probabilities,
            SequenceClassifier.Load(_folder.Path).Predict(SmallSeriesSet.Waves(classes: 3))[3].Probabilities);
    }

    [Fact]
    public void Folds_of_a_cross_validation_have_members_too()
    {
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(
            Classes.Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{by: folds, count: 2, validation: 0.2}"), "classes.yaml"))
            .Fit(SmallSeriesSet.Waves(classes: 3));
        Assert.Equal(60, run.Test.Members[2].Value.Samples);
        Assert.Equal(6, run.NetworkCount);
    }

    [Fact]
    public void Numbers_are_averaged_in_the_unit_of_the_file()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(RecipeReader.Parse(Numbers, "numbers.yaml"));
        TrainingRun run = regressor.Fit(SmallFleet.Engines());
        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        RegressionEvaluation[] members = [.. test.Members.Select(member => (RegressionEvaluation)member.Value)];
        for (int i = 0; i < test.Series.Count; i++)
        {
            Assert.Equal((members[0].Series[i].Predicted + (3 * members[1].Series[i].Predicted)) / 4, test.Series[i].Predicted, 1e-6);
        }

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.Equal(["member 1", "flat"], metrics.RootElement.GetProperty("test").GetProperty("members").EnumerateObject()
            .Select(member => member.Name));
        regressor.Save(_folder.Path);
        Assert.Equal(
            regressor.Predict(SmallFleet.Engines()).Select(prediction => prediction.Predicted),
            SequenceRegressor.Load(_folder.Path).Predict(SmallFleet.Engines()).Select(prediction => prediction.Predicted));
    }

    [Fact]
    public void Some_of_the_series_can_be_prepared_by_every_member()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(RecipeReader.Parse(Numbers, "numbers.yaml"));
        regressor.Plan(SmallFleet.Engines());
        SeriesSet engines = SmallFleet.Engines();
        LearnedSequences learned = (LearnedSequences)regressor.Learned;
        SequenceData some = learned.Prepare(new SequenceData(engines, [.. engines.Items.Select(_ => new double[2])])).Subset([4, 2]);

        Assert.Equal(["e5", "e3"], some.Source!.Items.Select(item => item.Id));
        Assert.Equal(2, learned.Prepare(some with { Series = some.Source! }).Series.Count);
    }

    [Fact]
    public void Members_whose_losses_predict_other_numbers_are_refused_before_training()
    {
        Recipe recipe = RecipeReader.Parse(
            Numbers.Edit("pooling1d, {dense: 2}]", "pooling1d, {dense: 6}], train: {loss: {quantile: [0.1, 0.5, 0.9]}}"), "numbers.yaml");
        string message = Assert.ThrowsAny<InputException>(() => SequenceRegressor.Create(recipe).Fit(SmallFleet.Engines())).Message;

        Assert.StartsWith("numbers.yaml, line 8, ", message, StringComparison.Ordinal);
        Assert.Contains(
            "field members[2].train.loss: this member predicts the quantiles 0.1, 0.5, 0.9 of left", message, StringComparison.Ordinal);
    }
}
