using Unroll.Metrics;

namespace Unroll.Training;

/// <summary>Losses and metrics of many batches: weighted means over all of them.</summary>
internal sealed class Measurements
{
    private readonly IReadOnlyList<OutputLoss> _losses;
    private readonly string[] _lossNames;
    private readonly double[] _sums;
    private readonly double[] _terms;
    private double _penalty;
    private double _rows;

    /// <summary>Starts with nothing measured.</summary>
    /// <param name="losses">Losses and metrics of each output.</param>
    /// <param name="outputNames">Names of the outputs.</param>
    /// <param name="outputs">Shapes of the outputs.</param>
    public Measurements(IReadOnlyList<OutputLoss> losses, IReadOnlyList<string> outputNames, IReadOnlyList<Shape> outputs)
    {
        _losses = losses;
        _sums = new double[losses.Count];
        _terms = new double[losses.Count];

        // As in Keras: with several outputs, each one's name stands before what is measured of it.
        bool single = losses.Count == 1;
        _lossNames = single ? [] : [.. outputNames.Select(name => name + "_loss")];
        Metrics = [.. losses.SelectMany((loss, o) => loss.Metrics.Select(metric =>
            (single ? metric.Name : $"{outputNames[o]}_{metric.Name}", new MetricState(metric, outputs[o].Features))))];
    }

    /// <summary>The metrics of all outputs, one after another.</summary>
    public IReadOnlyList<(string Name, MetricState State)> Metrics { get; }

    /// <summary>Names of the losses and metrics beside the loss.</summary>
    public IEnumerable<string> Names => _lossNames.Concat(Metrics.Select(metric => metric.Name));

    /// <summary>Names of the metrics of which higher is better, on training and on validation samples.</summary>
    public IReadOnlySet<string> HigherIsBetter => Metrics.Where(metric => metric.State.Metric.HigherIsBetter)
        .SelectMany(metric => new[] { metric.Name, "val_" + metric.Name }).ToHashSet();

    /// <summary>The loss: the weighted sum of the outputs' mean losses, and the mean penalty.</summary>
    public double Loss
    {
        get
        {
            double sum = _rows > 0 ? _penalty / _rows : 0;
            for (int o = 0; o < _losses.Count; o++)
            {
                sum += _losses[o].Weight * OutputLoss(o);
            }

            return sum;
        }
    }

    public void Reset()
    {
        Array.Clear(_sums);
        Array.Clear(_terms);
        (_penalty, _rows) = (0, 0);
        foreach ((_, MetricState state) in Metrics)
        {
            state.Reset();
        }
    }

    public void AddLoss(int output, double sum, double terms)
    {
        _sums[output] += sum;
        _terms[output] += terms;
    }

    /// <summary>Adds a batch's penalty on weights and activations, which counts for each of its rows.</summary>
    public void AddPenalty(double penalty, int rows)
    {
        _penalty += penalty * rows;
        _rows += rows;
    }

    /// <summary>The losses and metrics beside the loss.</summary>
    public void WriteResults(IDictionary<string, double> results, string prefix)
    {
        for (int o = 0; o < _lossNames.Length; o++)
        {
            results[prefix + _lossNames[o]] = OutputLoss(o);
        }

        foreach ((string name, MetricState state) in Metrics)
        {
            results[prefix + name] = state.Result;
        }
    }

    /// <summary>All sums, for a checkpoint: those of losses, then of each metric their number and themselves.</summary>
    public double[] Save() =>
    [
        .. _sums, .. _terms, _penalty, _rows,
        .. Metrics.SelectMany(metric => (double[])[metric.State.Slots.Length, .. metric.State.Slots]),
    ];

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It has another number of sums, so it is of other losses or metrics.</exception>
    public void Restore(ReadOnlySpan<double> saved)
    {
        Take(ref saved, _sums.Length).CopyTo(_sums);
        Take(ref saved, _terms.Length).CopyTo(_terms);
        (_penalty, _rows) = (Take(ref saved, 1)[0], Take(ref saved, 1)[0]);
        foreach ((_, MetricState state) in Metrics)
        {
            state.Restore(Take(ref saved, (int)Take(ref saved, 1)[0]));
        }

        if (saved.Length > 0)
        {
            throw new InputException($"it was written with {saved.Length} more sums of losses and metrics than there are.");
        }
    }

    private static ReadOnlySpan<double> Take(ref ReadOnlySpan<double> saved, int count)
    {
        if (count < 0 || count > saved.Length)
        {
            throw new InputException($"it has {saved.Length} sums of losses and metrics where {count} are expected.");
        }

        ReadOnlySpan<double> taken = saved[..count];
        saved = saved[count..];
        return taken;
    }

    /// <summary>An output's mean loss; 0 where all weights were 0.</summary>
    private double OutputLoss(int output) => _terms[output] > 0 ? _sums[output] / _terms[output] : 0;
}
