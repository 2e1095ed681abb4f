using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>A network that is too large for its data, and what helps; and a test of learning rates.</summary>
internal static class Practice
{
    private const int Timesteps = 12;
    private const int Epochs = 120;

    public static ReportSection Run()
    {
        ArraySource training = Create(80, 1), validation = Create(400, 2), test = Create(400, 3);
        Show("nothing", Network());
        Show("dropout 0.1", Network(dropout: 0.1f));
        Show("L2 0.01", Network(l2: 0.01f));
        Show("4 units", Network(units: 4));
        Show("10 × the data", Network(), Create(800, 1));
        Show("4 units, 10 ×", Network(units: 4), Create(800, 1));
        #region page
        Sequential model = Network();
        EarlyStopping stop = new(new() { Patience = 15, RestoreBestWeights = true });
        FitOptions options = new() { Epochs = Epochs, BatchSize = 16, Validation = validation, Callbacks = [stop] };
        History history = model.Fit(training, options);
        Console.WriteLine($"early stopping: {history.Epochs.Count} epochs, test loss {model.Evaluate(test).Loss:0.000}");

        LearningRateTrial trial = LearningRateFinder.Find(Network(), training, batchSize: 16, maxLearningRate: 3);
        Console.WriteLine($"learning rate that the loss falls fastest at: {trial.Suggestion:0.0e+0}");
        #endregion

        foreach (float rate in new[] { 1e-5f, 3e-3f, 1f })
        {
            Sequential other = Network(rate: rate);
            double[] losses = [.. other.Fit(training, new FitOptions { Epochs = 20, BatchSize = 16 }).Epochs.Select(epoch => epoch.Loss)];
            Console.WriteLine($"learning rate {rate:0.0e+0}: loss {losses[0]:0.00} in the first epoch, {losses[^1]:0.00} in the twentieth");
        }

        return new LineSection(
            "Error on the validation part", Steps.Axis("epoch"),
            new ChartAxis("mean squared error") { Minimum = 0, Maximum = 1.5 }, _lines)
        { IsColored = true };

        void Show(string name, Sequential network, ArraySource? samples = null)
        {
            samples ??= training;
            History run = network.Fit(samples, new FitOptions { Epochs = Epochs, BatchSize = 16, Validation = validation });
            double[] errors = [.. run.Epochs.Select(epoch => epoch.Metrics["val_mse"])];
            Console.WriteLine($"{name,-13} squared error: training {Error(network, samples):0.000}, "
                + $"validation {errors[^1]:0.000} (least {errors.Min():0.000}), test {Error(network, test):0.000}");
            _lines.Add(new ChartLine(name, Steps.Of(1, Epochs), errors));
        }
    }

    private static readonly List<ChartLine> _lines = [];

    // The mean squared error: the loss has the penalty of L2 in it, too.
    private static double Error(Sequential network, ArraySource samples) => network.Evaluate(samples).Metrics["mse"];

    private static Sequential Network(int units = 32, float dropout = 0, float l2 = 0, float rate = 0.005f)
    {
        Regularizer? penalty = l2 > 0 ? new L2(l2) : null;
        Layer[] layers =
        [
            new Input(Timesteps, 2), new Lstm(units, new() { KernelRegularizer = penalty, RecurrentRegularizer = penalty }),
            .. dropout > 0 ? (Layer[])[new Dropout(dropout)] : [], new Dense(1),
        ];
        var model = new Sequential(layers) { Seed = 1 };
        model.Compile(new Adam(rate), new MeanSquaredError(), new MeanSquaredError());
        return model;
    }

    /// <summary>Sums of a few numbers of a sequence, with noise that nobody can learn.</summary>
    private static ArraySource Create(int sequences, ulong seed)
    {
        RandomStream random = new(seed);
        float[,,] x = new float[sequences, Timesteps, 2];
        float[,] y = new float[sequences, 1];
        for (int i = 0; i < sequences; i++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                (x[i, t, 0], x[i, t, 1]) = ((float)random.NextNormal(), (float)random.NextNormal());
            }

            y[i, 0] = x[i, Timesteps - 1, 0] + (0.5f * x[i, Timesteps - 3, 1]) + (0.5f * (float)random.NextNormal());
        }

        return new ArraySource(x, y);
    }
}
