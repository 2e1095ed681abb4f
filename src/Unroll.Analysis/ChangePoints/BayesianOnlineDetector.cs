using MathNet.Numerics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Bayesian online change point detection (Adams and MacKay, 2007): after each value, the probabilities of where the present segment began,
/// of normal values whose mean and variance are the segment's own. What is hardly possible is forgotten, so that a value takes bounded time
/// and memory however many came before.
/// </summary>
public sealed class BayesianOnlineDetector
{
    private readonly BayesianOnlineOptions _options;
    private readonly double _logHazard;
    private readonly double _logStay;
    private readonly List<Run> _runs = [];
    private readonly List<double> _constants = [];
    private double _bestEnd;

    /// <summary>Creates a detector.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public BayesianOnlineDetector(BayesianOnlineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.MeanRunLength > 1 && options.MeanWeight > 0 && options.Variance > 0 && options.VarianceWeight > 0
            && options.Tempering is > 0 and <= 1 && options.LeastProbability is >= 0 and < 1 && options.MostRunLengths >= 2
            && double.IsFinite(options.Mean)))
        {
            throw new ArgumentException(
                "A setting of the detector is out of range: weights, variance and probabilities are above 0, the mean run length above 1, "
                + "the run lengths kept at least 2.",
                nameof(options));
        }

        _options = options;
        _logHazard = -Math.Log(options.MeanRunLength);
        _logStay = Math.Log(1 - (1 / options.MeanRunLength));
    }

    /// <summary>The number of values so far.</summary>
    public int Count { get; private set; }

    /// <summary>The log-likelihood of the values so far, over all places of changes.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The possible starts of the present segment, the earliest first.</summary>
    public IEnumerable<OnlineRun> Runs => _runs.Select(run => new OnlineRun(run.Start, Math.Exp(run.LogWeight), run.Mean));

    /// <summary>The start of the present segment in the most probable segmentation of all values so far.</summary>
    public int LikelyStart => _runs.Count == 0 ? 0 : _runs.MaxBy(run => run.LogBest).Start;

    /// <summary>The probability that the present segment began among the last values.</summary>
    /// <param name="last">How many of the last values.</param>
    public double RecentChange(int last) =>
        _runs.Where(run => run.Start > 0 && run.Start >= Count - last).Sum(run => Math.Exp(run.LogWeight));

    /// <summary>Takes the next value.</summary>
    /// <param name="value">The value; a missing one (NaN) is passed over.</param>
    /// <exception cref="InputException">The value is infinite.</exception>
    public void Update(double value)
    {
        SeriesChecks.RequireNoInfinity([value]);
        int at = Count++;
        if (double.IsNaN(value))
        {
            return;
        }

        // A segment may begin here, after any of those there were; else each goes on.
        double begins = _runs.Count == 0 ? 0 : _logHazard, stays = _runs.Count == 0 ? 0 : _logStay;
        Run entering = new(at, begins, _bestEnd + begins, 0, _options.Mean, 0);
        double best = double.NegativeInfinity, total = double.NegativeInfinity;
        for (int i = 0; i <= _runs.Count; i++)
        {
            Run run = i == _runs.Count ? entering
                : _runs[i] with { LogWeight = _runs[i].LogWeight + stays, LogBest = _runs[i].LogBest + stays };
            run = Take(run, value);
            best = Math.Max(best, run.LogBest);
            total = LogSum(total, run.LogWeight);
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

    /// <summary>A run with a value: its Student's t density, and what is known of mean and variance after it.</summary>
    private Run Take(Run run, double value)
    {
        double weight = _options.MeanWeight + run.Number, freedom = _options.VarianceWeight + run.Number;
        double scatter = (_options.VarianceWeight * _options.Variance) + run.Scatter;
        double distance = value - run.Mean, share = weight / (weight + 1);
        double density = Constant(run.Number) - (0.5 * Math.Log(scatter / share))
            - ((freedom + 1) / 2 * Math.Log(1 + (distance * distance * share / scatter)));
        density *= _options.Tempering;
        return new Run(
            run.Start, run.LogWeight + density, run.LogBest + density, run.Number + 1, run.Mean + (distance / (weight + 1)),
            run.Scatter + (share * distance * distance));
    }

    /// <summary>log Γ((ν + 1) / 2) − log Γ(ν / 2) − ½ log π of the degrees of freedom after so many values.</summary>
    private double Constant(int number)
    {
        while (_constants.Count <= number)
        {
            double freedom = _options.VarianceWeight + _constants.Count;
            _constants.Add(
                SpecialFunctions.GammaLn((freedom + 1) / 2) - SpecialFunctions.GammaLn(freedom / 2) - (0.5 * Math.Log(Math.PI)));
        }

        return _constants[number];
    }

    /// <summary>Makes the weights probabilities, and leaves out what is hardly possible.</summary>
    private void Forget(double total, double best)
    {
        double least = Math.Log(_options.LeastProbability);
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
        while (_runs.Count > _options.MostRunLengths)
        {
            _runs.Remove(_runs.Take(_runs.Count - 1).MinBy(run => Math.Max(run.LogWeight, run.LogBest - best)));
        }
    }

    private static double LogSum(double first, double second)
    {
        double most = Math.Max(first, second);
        return double.IsNegativeInfinity(most) ? most : most + Math.Log(Math.Exp(first - most) + Math.Exp(second - most));
    }

    private readonly record struct Run(int Start, double LogWeight, double LogBest, int Number, double Mean, double Scatter);
}
