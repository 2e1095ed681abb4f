using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Metrics;

/// <summary>Areas under curves are exact, whatever the scores, the batches and the threads.</summary>
public sealed class RankingMetricTests
{
    [Theory]
    [InlineData(1e-6f, 0)]
    [InlineData(1, -40)]
    [InlineData(1000, 0)]
    public void Scores_are_told_apart_however_close_they_are(float scale, float offset)
    {
        RandomStream random = new(5);
        float[] scores = [.. Enumerable.Range(0, 300).Select(_ => offset + (scale * (float)random.NextNormal()))];
        float[] targets = [.. scores.Select(score => score - offset + (scale * (float)random.NextNormal()) > 0 ? 1f : 0f)];
        double pairs = 0, all = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (targets[i] > targets[j])
                {
                    pairs += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    all++;
                }
            }
        }

        MetricState state = new(new RocAuc(), 1);
        state.Add(new TimeMajorSpan(scores, 1, scores.Length, 1), new TimeMajorSpan(targets, 1, targets.Length, 1));
        Assert.Equal(pairs / all, state.Result, 1e-14);
        Assert.Equal(
            state.Result, RocCurve.Of([.. scores.Select(score => (double)score)], [.. targets.Select(target => target == 1)]).Area, 1e-14);
        state.Reset();
        Assert.True(double.IsNaN(state.Result), "Nothing was seen.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_evaluation_gives_the_area_of_its_predictions(int threads)
    {
        (Model model, ArraySource samples) = Network();

        EvaluationResult result = model.Evaluate(samples, new PredictOptions { BatchSize = 7, Threads = threads });

        float[] scores = [.. model.Predict(samples)];
        bool[] positive = [.. Enumerable.Range(0, samples.Count).Select(IsPositive)];
        Assert.Equal(RocCurve.Of([.. scores.Select(score => (double)score)], positive).Area, result.Metrics["roc-auc"], 1e-14);
    }

    [Fact]
    public void A_training_resumed_within_an_epoch_has_all_its_scores()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "training.safetensors");
        double Train(bool isStopped)
        {
            (Model model, ArraySource samples) = Network();
            using CancellationTokenSource stop = new();
            FitOptions options = new()
            {
                Epochs = 1,
                BatchSize = 8,
                Checkpoint = isStopped ? new TrainingCheckpoint(path) : null,
                Callbacks = [new StopAfter(2, stop)],
            };
            if (isStopped)
            {
                model.Fit(samples, options with { CancellationToken = stop.Token });
            }

            return model.Fit(samples, options).Epochs[0].Metrics["roc-auc"];
        }

        Assert.Equal(Train(isStopped: false), Train(isStopped: true));
    }

    private static bool IsPositive(int sample) => sample % 3 == 0;

    private static (Model Model, ArraySource Samples) Network()
    {
        RandomStream random = new(9);
        float[,] x = new float[50, 2], y = new float[50, 1];
        for (int i = 0; i < 50; i++)
        {
            (x[i, 0], x[i, 1], y[i, 0]) = ((float)random.NextNormal(), (float)random.NextNormal() * 1e-4f, IsPositive(i) ? 1 : 0);
        }

        var model = new Sequential(new Input(2), new Dense(1)) { Seed = 3 };
        model.Compile(
            new Adam(), new BinaryCrossEntropy(new CrossEntropyOptions { FromLogits = true }), new RocAuc(), new PrecisionRecallAuc());
        return (model, new ArraySource(x, y));
    }

    private sealed class StopAfter(int batches, CancellationTokenSource stop) : Callback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Batch == batches)
            {
                stop.Cancel();
            }
        }
    }
}
