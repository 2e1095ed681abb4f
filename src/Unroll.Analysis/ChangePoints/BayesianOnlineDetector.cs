using MathNet.Numerics;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Bayesian online change point detection (Adams and MacKay, 2007): after each value, the probabilities of where the present segment began,
/// of normal values whose mean and variance are the segment's own. What is hardly possible is forgotten, so that a value takes bounded time
/// and memory however many came before. Of several columns the log-likelihoods are added up, as if they were independent within a segment.
/// </summary>
public sealed class BayesianOnlineDetector
{
    private const int MostConstants = 1 << 14;

    private readonly BayesianOnlineOptions _options;
    private readonly BayesianOnlineOptions[] _columns;
    private readonly double _logHazard;
    private readonly double _logStay;
    private readonly List<Run> _runs = [];
    private readonly List<double>[] _constants;
    private readonly StreamGate _gate = new();
    private double _bestEnd;

    /// <summary>Creates a detector of one column.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public BayesianOnlineDetector(BayesianOnlineOptions options)
        : this([options])
    {
    }

    /// <summary>Creates a detector of several columns, which change together.</summary>
    /// <param name="columns">
    /// What is known of each column; the settings of run lengths, which all have together, are those of the first.
    /// </param>
    /// <exception cref="ArgumentException">A setting is out of range, or there is no column.</exception>
    public BayesianOnlineDetector(IReadOnlyList<BayesianOnlineOptions> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("There is no column: give the settings of one at least.", nameof(columns));
        }

        foreach (BayesianOnlineOptions column in columns)
        {
            Check(column, nameof(columns));
        }

        (_columns, _options) = ([.. columns], columns[0]);
        _constants = [.. columns.Select(_ => new List<double>())];
        _logHazard = -Math.Log(_options.MeanRunLength);
        _logStay = Math.Log(1 - (1 / _options.MeanRunLength));
    }

    /// <summary>The number of values so far.</summary>
    public long Count { get; private set; }

    /// <summary>The log-likelihood of the values so far, over all places of changes.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The possible starts of the present segment, the earliest first.</summary>
    public IEnumerable<OnlineRun> Runs => _runs.Select(run => new OnlineRun(run.Start, Math.Exp(run.LogWeight), run.Means[0]));

    /// <summary>The start of the present segment in the most probable segmentation of all values so far.</summary>
    public long LikelyStart => _runs.Count == 0 ? 0 : _runs.MaxBy(run => run.LogBest).Start;

    /// <summary>The probability that the present segment began among the last values.</summary>
    /// <param name="last">How many of the last values.</param>
    public double RecentChange(int last) =>
        _runs.Where(run => run.Start > 0 && run.Start >= Count - last).Sum(run => Math.Exp(run.LogWeight));

    /// <summary>Takes the next value of the only column.</summary>
    /// <param name="value">The value; a missing one (NaN) is passed over.</param>
    /// <exception cref="ArgumentException">There are several columns.</exception>
    /// <exception cref="InputException">The value is infinite, or too large to be squared.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public void Update(double value) => Update([value]);

    /// <summary>Takes the next value of each column.</summary>
    /// <param name="values">The values; where one is missing (NaN), all are passed over.</param>
    /// <exception cref="ArgumentException">There are more values than columns, or fewer.</exception>
    /// <exception cref="InputException">A value is infinite, or too large to be squared.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public void Update(ReadOnlySpan<double> values)
    {
        SeriesChecks.RequireAsMany(_columns.Length, values.Length, "columns");
        SeriesChecks.RequireNotTooLarge(values);
        using StreamGate.Lease step = _gate.Enter();
        long at = Count++;
        if (SeriesChecks.HasMissing(values))
        {
            return;
        }

        // A segment may begin here, after any of those there were; else each goes on.
        double begins = _runs.Count == 0 ? 0 : _logHazard, stays = _runs.Count == 0 ? 0 : _logStay;
        Run entering = new(at, begins, _bestEnd + begins, 0, [.. _columns.Select(column => column.Mean)], new double[_columns.Length]);
        double best = double.NegativeInfinity, total = double.NegativeInfinity;
        for (int i = 0; i <= _runs.Count; i++)
        {
            Run run = i == _runs.Count ? entering
                : _runs[i] with { LogWeight = _runs[i].LogWeight + stays, LogBest = _runs[i].LogBest + stays };
            run = Take(run, values);
            best = Math.Max(best, run.LogBest);
            total = LogSum.Of(total, run.LogWeight);
            if (i < _runs.Count)
            {
                _runs[i] = run;
            }
            else
            {
                _runs.Add(run);
                break;
            }
        }

        LogLikelihood += total;
        _bestEnd = best;
        Forget(total, best);
    }

    /// <summary>
    /// A run with a value of each column: their Student's t densities, and what is known of means and variances, which are the run's own,
    /// after them.
    /// </summary>
    private Run Take(Run run, ReadOnlySpan<double> values)
    {
        double density = 0;
        for (int k = 0; k < values.Length; k++)
        {
            BayesianOnlineOptions column = _columns[k];
            double weight = column.MeanWeight + run.Number, freedom = column.VarianceWeight + run.Number;
            double scatter = (column.VarianceWeight * column.Variance) + run.Scatters[k];
            double distance = values[k] - run.Means[k], share = weight / (weight + 1);
            density += column.Tempering * (Constant(k, run.Number) - (0.5 * Math.Log(scatter / share))
                - ((freedom + 1) / 2 * Math.Log(1 + (distance * distance * share / scatter))));
            run.Means[k] += distance / (weight + 1);
            run.Scatters[k] += share * distance * distance;
        }

        return run with { LogWeight = run.LogWeight + density, LogBest = run.LogBest + density, Number = run.Number + 1 };
    }

    /// <summary>log Γ((ν + 1) / 2) − log Γ(ν / 2) − ½ log π of a column's degrees of freedom after so many values.</summary>
    private double Constant(int column, long number)
    {
        double weight = _columns[column].VarianceWeight;
        if (number >= MostConstants)
        {
            // A table would grow as long as the segment lasts.
            return Computed(weight + number);
        }

        List<double> constants = _constants[column];
        while (constants.Count <= number)
        {
            constants.Add(Computed(weight + constants.Count));
        }

        return constants[(int)number];

        static double Computed(double freedom) =>
            SpecialFunctions.GammaLn((freedom + 1) / 2) - SpecialFunctions.GammaLn(freedom / 2) - (0.5 * Math.Log(Math.PI));
    }

    /// <summary>Makes the weights probabilities, and leaves out what is hardly possible.</summary>
    private void Forget(double total, double best)
    {
        double least = Math.Log(_options.MinProbability);
        int left = 0;
        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i] with { LogWeight = _runs[i].LogWeight - total };
            if (run.LogWeight >= least || run.LogBest >= best + least || i == _runs.Count - 1)
            {
                _runs[left++] = run;
            }
        }

        _runs.RemoveRange(left, _runs.Count - left);
        while (_runs.Count > _options.MaxRunLengths)
        {
            _runs.Remove(_runs.Take(_runs.Count - 1).MinBy(run => Math.Max(run.LogWeight, run.LogBest - best)));
        }
    }

    private static void Check(BayesianOnlineOptions options, string parameter)
    {
        ArgumentNullException.ThrowIfNull(options, parameter);
        if (!(options.MeanRunLength > 1 && options.MeanWeight > 0 && options.Variance > 0 && options.VarianceWeight > 0
            && options.Tempering is > 0 and <= 1 && options.MinProbability is >= 0 and < 1 && options.MaxRunLengths >= 2
            && double.IsFinite(options.Mean)))
        {
            throw new ArgumentException(
                "A setting of the detector is out of range: weights, variance and probabilities are above 0, the mean run length above 1, "
                + "the run lengths kept at least 2.",
                parameter);
        }
    }

    private readonly record struct Run(long Start, double LogWeight, double LogBest, long Number, double[] Means, double[] Scatters);
}
