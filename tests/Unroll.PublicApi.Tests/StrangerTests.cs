using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>What someone does who has only the package: this project sees no internals.</summary>
public sealed class StrangerTests
{
    [Fact]
    public void Trains_on_plain_arrays_saves_loads_and_predicts()
    {
        (float[,,] inputs, float[,] targets) = LastMinusFirst(300);
        var model = new Sequential(
            new Input(6, 1),
            new Gru(8, new GruOptions { ReturnSequences = true }),
            new Lstm(8),
            new Dropout(0.01f),
            new Dense(1))
        {
            Seed = 7,
        };
        model.Compile(new Adam(0.01f) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError(),
            Metric.Catalogue.Create("mae"));

        History history = model.Fit(
            inputs,
            targets,
            new FitOptions
            {
                Epochs = 60,
                ValidationSplit = 0.2f,
                Callbacks = [new EarlyStopping(new EarlyStoppingOptions { Patience = 10 })],
            });

        Assert.InRange(history.Epochs.Min(epoch => epoch.ValidationLoss!.Value), 0, 0.02);
        Assert.True(history.Epochs[^1].Metrics["mae"] < history.Epochs[0].Metrics["mae"]);
        Assert.Contains("gru", model.Summary(), StringComparison.OrdinalIgnoreCase);

        string path = Path.Combine(Path.GetTempPath(), $"unroll-{Guid.NewGuid():N}.safetensors");
        try
        {
            model.Save(path);
            Model loaded = Model.Load(path);
            Assert.Equal(model.Predict(inputs), loaded.Predict(inputs));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Trains_from_a_source_of_ones_own()
    {
        var series = new float[400];
        for (int t = 0; t < series.Length; t++)
        {
            series[t] = MathF.Sin(t * 0.2f);
        }

        var source = new WindowsOfSeries(series, 10);
        var model = new Sequential(new Input(10, 1), new SimpleRnn(8), new Dense(1));
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        double before = model.Evaluate(source).Loss;
        model.Fit(source, new FitOptions { Epochs = 10, Threads = 2 });
        Assert.True(model.Evaluate(source).Loss < before / 10);
    }

    [Fact]
    public void Steers_training_by_a_callback_of_ones_own()
    {
        (float[,,] inputs, float[,] targets) = LastMinusFirst(60);
        var model = new Sequential(new Input(6, 1), new Lstm(4), new Dense(1));
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        var callback = new StopAfterThree();

        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 10, BatchSize = 20, Callbacks = [callback] });

        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(9, callback.Batches);
        Assert.Equal([0.01, 0.005, 0.0025], history.Epochs.Select(epoch => Math.Round(epoch.LearningRate, 6)));
    }

    [Fact]
    public void Trains_with_a_loss_of_ones_own()
    {
        // The pinball loss at 0.9: the best constant answer to 0, 1, ..., 99 is their 90th percentile, far from their mean.
        var inputs = new float[100, 1];
        var targets = new float[100, 1];
        for (int i = 0; i < 100; i++)
        {
            targets[i, 0] = i / 100f;
        }

        var model = new Sequential(new Input(1), new Dense(1));
        model.Compile(new Sgd(0.02f), new Pinball(0.9f));
        model.Fit(inputs, targets, new FitOptions { Epochs = 500, BatchSize = 100 });
        Assert.InRange(model.Predict(new float[1, 1])[0, 0], 0.87f, 0.93f);
    }

    private static (float[,,] Inputs, float[,] Targets) LastMinusFirst(int samples)
    {
        var random = new RandomStream(1);
        var inputs = new float[samples, 6, 1];
        var targets = new float[samples, 1];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int t = 0; t < 6; t++)
            {
                inputs[sample, t, 0] = random.NextSingle();
            }

            targets[sample, 0] = inputs[sample, 5, 0] - inputs[sample, 0, 0];
        }

        return (inputs, targets);
    }

    private sealed class WindowsOfSeries(float[] series, int length) : SampleSource
    {
        public override int Count => series.Length - length;

        public override Shape InputShape => Shape.Sequence(length, 1);

        public override Shape TargetShape => Shape.Vector(1);

        public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            for (int t = 0; t < length; t++)
            {
                for (int row = 0; row < samples.Length; row++)
                {
                    destination.At(t, row)[0] = series[samples[row] + t];
                }
            }
        }

        public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            for (int row = 0; row < samples.Length; row++)
            {
                destination.At(0, row)[0] = series[samples[row] + length];
            }
        }
    }

    private sealed class StopAfterThree : Callback
    {
        public int Batches { get; private set; }

        public override void OnBatchEnd(TrainingContext context) => Batches++;

        public override void OnEpochEnd(TrainingContext context)
        {
            context.LearningRate /= 2;
            if (context.Epoch == 3)
            {
                context.Stop(StopReason.EarlyStopping);
            }
        }
    }

    private sealed class Pinball(float quantile) : Loss
    {
        public override double Accumulate(
            TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale)
        {
            double sum = 0;
            for (int i = 0; i < prediction.Values.Length; i++)
            {
                float error = target.Values[i] - prediction.Values[i];
                float slope = error >= 0 ? quantile : quantile - 1;
                sum += slope * error;
                if (!gradient.IsEmpty)
                {
                    gradient.Values[i] = -slope * scale;
                }
            }

            return sum;
        }
    }
}
