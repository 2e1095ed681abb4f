using Unroll.Losses;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Every loss of the engine can be said in a recipe of a task.</summary>
public sealed class LossCatalogueTests
{
    private static readonly SeriesSet _counts = SeriesSet.Of(Counts());
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    public static TheoryData<string> Losses => [
        .. Loss.Catalogue.Entries.Where(entry => entry.Type.Assembly == typeof(Loss).Assembly)
            .SelectMany(entry => (string[])[entry.Name, $"{{{entry.Example ?? entry.Name + ": {}"}}}"]).Distinct()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_task_learns_by_it(string loss)
    {
        List<string> refusals = [];
        foreach (Func<TrainingRun> train in Trainings(loss))
        {
            try
            {
                Assert.True(double.IsFinite(train().Histories[0].Epochs[^1].Loss));
                return;
            }
            catch (InputException refusal)
            {
                refusals.Add(refusal.Message);
            }
        }

        Assert.Fail($"No task takes {loss}:\n{string.Join('\n', refusals)}");
    }

    private static IEnumerable<Func<TrainingRun>> Trainings(string loss) =>
    [
        .. Enumerable.Range(1, 3).Select(outputs => (Func<TrainingRun>)(() => Forecaster.Create(SmallSeries.Recipe(
            prepare: "{steps: []}", model: $"[{{gru: 2}}, {{dense: {outputs}}}]", train: $"{{loss: {loss}, epochs: 1}}")).Fit(_counts))),
        .. new[] { "units: 1, activation: sigmoid", "units: 2, activation: softmax", "units: 1", "units: 2" }.Select(
            head => (Func<TrainingRun>)(() => SequenceClassifier.Create(SmallSeriesSet.Recipe(SmallSeriesSet.Text
                .Edit("units: 1, activation: sigmoid", head).Edit("epochs: 12", $"epochs: 1, loss: {loss}"))).Fit(_waves))),
    ];

    private static Frame Counts()
    {
        RandomStream random = new(3);
        return SmallSeries.Create().With("load", [.. Enumerable.Range(0, SmallSeries.Rows).Select(_ => (double)random.NextInt32(9))]);
    }
}
