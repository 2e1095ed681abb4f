using System.Numerics.Tensors;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// A recurrent autoencoder: an LSTM reads a window, another writes it again from the state that is left, and what they were not trained to
/// write is unusual (Malhotra and others 2016). Trained on windows of the series itself, wild values cut off.
/// </summary>
public sealed class RecurrentAutoencoder : AnomalyDetector
{
    private const int FewestRows = 4;
    private const int MostRows = 500;
    private const int MostWindows = 512;
    private const float LearningRate = 0.005f;
    private const double Limit = 8;
    private const double LeastUnusual = 0.5;

    private static readonly Setting<RecurrentAutoencoder, int?> _rows =
        new("window", Kind.Optional(Kind.Integer(FewestRows, MostRows)), encoder => encoder._window, "Rows of a window.")
        { DefaultNote = "a season, or by the length of the series" };

    private static readonly Setting<RecurrentAutoencoder, int> _hidden =
        new("units", Kind.Integer(1, 512), encoder => encoder._units, "Hidden units of both LSTMs.") { DefaultValue = 16 };

    private static readonly Setting<RecurrentAutoencoder, int> _passes =
        new("epochs", Kind.Integer(1, 10_000), encoder => encoder._epochs, "Passes over the windows.") { DefaultValue = 40 };

    private readonly int? _window;
    private readonly int _units;
    private readonly int _epochs;

    /// <summary>Creates the detector.</summary>
    /// <param name="window">Rows of a window, 4 to 500; by default a season, or by the length of the series.</param>
    /// <param name="units">Hidden units of both LSTMs, at least 1.</param>
    /// <param name="epochs">Passes over the windows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RecurrentAutoencoder(int? window = null, int units = 16, int epochs = 40)
    {
        if (window is < FewestRows or > MostRows)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"A window has {FewestRows} to {MostRows} rows.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (_window, _units, _epochs) = (window, units, epochs);
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "recurrent-autoencoder", typeof(RecurrentAutoencoder), "What LSTMs cannot write again of windows.", [_rows, _hidden, _passes],
        values => new RecurrentAutoencoder(values.Get(_rows), values.Get(_hidden), values.Get(_passes)))
    {
        Formula = "|y_t − decoder(encoder(window))_t|",
        Example = "recurrent-autoencoder: {window: 48, units: 16}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int length = SeriesWindows.LengthFor(_window, series, "An autoencoder");
        RobustScale scale = RobustScale.Of(series.Values);
        SeriesWindows windows = SeriesWindows.Of(series, length, scale);
        Sequential network = new(
            new Input(length, 1), new Lstm(_units), new RepeatVector(length), new Lstm(_units, new LstmOptions { ReturnSequences = true }),
            new Dense(1));
        network.Compile(new Adam(LearningRate), new MeanSquaredError());
        float[,,] samples = Samples(windows, windows.Starts(MostWindows));
        network.Fit(samples, samples, new FitOptions { Epochs = _epochs, Seed = 1 });
        return scored => Score(network, SeriesWindows.Of(scored, length, scale), scored.Values);
    }

    private static RawScores Score(Sequential network, SeriesWindows windows, double[] values)
    {
        // Windows that overlap by half, and the last one: each row lies in one or two, whose errors are averaged.
        int step = Math.Max(1, windows.Length / 2);
        int count = (windows.Count + step - 1) / step;
        int[] starts = [.. Enumerable.Range(0, count).Select(k => k * step).Append(windows.Count - 1).Distinct()];
        Tensor<float> written = network.Predict(Samples(windows, starts));
        double[] errors = new double[values.Length];
        int[] counts = new int[values.Length];
        for (int k = 0; k < starts.Length; k++)
        {
            for (int row = 0; row < windows.Length; row++)
            {
                errors[starts[k] + row] += Math.Abs(Clamped(windows[starts[k]][row]) - written[k, row, 0]);
                counts[starts[k] + row]++;
            }
        }

        return new RawScores([.. errors.Select((error, row) => double.IsNaN(values[row]) ? double.NaN : error / counts[row])])
        {
            Unit = "robust deviations",
            Gap = Math.Max(1, windows.Length / 8),
            MinThreshold = LeastUnusual,
            Notes = [$"Windows of {CountFormatter.Format(windows.Length, "rows")}."],
        };
    }

    private static float[,,] Samples(SeriesWindows windows, int[] starts)
    {
        float[,,] samples = new float[starts.Length, windows.Length, 1];
        for (int k = 0; k < starts.Length; k++)
        {
            for (int row = 0; row < windows.Length; row++)
            {
                samples[k, row, 0] = (float)Clamped(windows[starts[k]][row]);
            }
        }

        return samples;
    }

    private static double Clamped(double value) => Math.Clamp(value, -Limit, Limit);
}
