using Unroll.Data;

namespace Unroll.Metrics;

/// <summary>
/// A number that is reported beside the loss for every epoch. A metric itself is stateless and may be used from several threads at
/// once; what has been seen of an epoch is kept in a <see cref="MetricState"/>.
/// </summary>
public abstract class Metric
{
    private static readonly NameTable<Metric> _table = new(
        "metric",
        new("mae", [], _ => new MeanAbsoluteErrorMetric()) { Aliases = ["mean-absolute-error"] },
        new("mse", [], _ => new MeanSquaredErrorMetric()) { Aliases = ["mean-squared-error"] },
        new("rmse", [], _ => new RootMeanSquaredErrorMetric()) { Aliases = ["root-mean-squared-error"] });

    /// <summary>Short name, the key in <c>History</c>: <c>mae</c>; on validation samples <c>val_mae</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Makes a metric from its name.</summary>
    /// <param name="name"><c>mae</c>, <c>mse</c> or <c>rmse</c>.</param>
    /// <exception cref="InputException">The name is not known.</exception>
    public static Metric FromName(string name) => _table.Create(name, null);

    /// <summary>How many terms a row contributes at one timestep.</summary>
    /// <param name="features">Features of a prediction.</param>
    public virtual int TermsPerStep(int features) => features;

    /// <summary>The sum of the terms of some rows, added up in double precision in a fixed order.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract double Accumulate(TimeMajorSpan prediction, TimeMajorSpan target);

    /// <summary>The metric's value from the sum of all terms and their number; the mean unless a metric says otherwise.</summary>
    /// <param name="sum">Sum of the terms.</param>
    /// <param name="terms">Number of terms.</param>
    public virtual double Result(double sum, long terms) => sum / terms;
}
