namespace Unroll.Tasks.Learning;

/// <summary>
/// The relation by which an input gives the answer away: in all rows it equals the target, follows it along a straight line (another unit)
/// or in its order (a square, a rounding), or has one value for each of the target's (another code). Rows where either is missing count
/// for nothing.
/// </summary>
internal sealed class AnswerRelation
{
    /// <summary>Fewer pairs of values agree by chance.</summary>
    private const int FewestPairs = 10;

    /// <summary>More values than this are measurements, not codes.</summary>
    private const int MostCodes = 1000;

    /// <summary>Each code has to come this often on average: of values that come once, each belongs to one other anyway.</summary>
    private const int PairsEachCode = 3;

    /// <summary>The remainder of 1 − r² by rounding: values of one measurement in two units, written with four digits or more.</summary>
    private const double Rounding = 1e-7;

    private const int Chunk = 4096;

    private readonly RankAgreement? _ranks;
    private readonly Dictionary<double, double> _targetOf = [];
    private readonly Dictionary<double, double> _inputOf = [];
    private bool _isEqual;
    private bool _isLine;
    private bool _isCode = true;
    private int _pairs;
    private double _meanInput;
    private double _meanTarget;
    private double _squaresInput;
    private double _squaresTarget;
    private double _products;

    /// <summary>Creates the relation of an input and a target, of which no pair is known yet.</summary>
    /// <param name="isCategory">Whether one of them is categorical, so that its numbers are codes.</param>
    /// <param name="isRepeated">
    /// Whether an input stands beside many targets, as that of a series beside all its rows: their order tells its level at most.
    /// </param>
    public AnswerRelation(bool isCategory, bool isRepeated = false) =>
        (_isEqual, _isLine, _ranks) = (!isCategory, !isCategory, isCategory || isRepeated ? null : new RankAgreement());

    /// <summary>Whether any relation has held so far: else further pairs change nothing.</summary>
    public bool IsOpen => _isEqual || _isLine || _isCode || _ranks is { IsOpen: true };

    /// <summary>Adds pairs.</summary>
    /// <param name="inputs">Values of the input.</param>
    /// <param name="targets">Values of the target, as many.</param>
    public void Add(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < inputs.Length && IsOpen; i++)
        {
            if (!double.IsNaN(inputs[i]) && !double.IsNaN(targets[i]))
            {
                Add(inputs[i], targets[i]);
            }
        }
    }

    /// <summary>The verb by which the input gives the target away: "equals"; null where it does not.</summary>
    /// <param name="target">The target, as messages name it.</param>
    public string? Describe(string target)
    {
        bool varies = _squaresTarget > 0 && _pairs >= FewestPairs;
        return !varies ? null
            : _isEqual ? $"equals {target}"
            : _isLine && _targetOf.Count > 2 && IsAlongLine ? $"equals {target} but for scale and level"
            : _isCode && _targetOf.Count > 1 && _targetOf.Count * PairsEachCode <= _pairs ? $"has one value for each of {target}"
            : _ranks?.Describe() is { } order ? $"{order} {target} without exception, as a square or a rounding does,"
            : null;
    }

    private bool IsAlongLine => _products * _products >= (1 - Rounding) * _squaresInput * _squaresTarget;

    private void Add(double input, double target)
    {
        _pairs++;
        _isEqual &= input == target;
        if (_ranks is { IsOpen: true })
        {
            _ranks.Add(input, target);
        }

        double fromMean = input - _meanInput, share = 1.0 / _pairs;
        _meanInput += fromMean * share;
        _squaresInput += fromMean * (input - _meanInput);
        double targetFromMean = target - _meanTarget;
        _meanTarget += targetFromMean * share;
        _squaresTarget += targetFromMean * (target - _meanTarget);
        _products += fromMean * (target - _meanTarget);
        if (_pairs % Chunk == 0)
        {
            _isLine &= IsAlongLine;
        }

        // Of measurements, as many as are needed to see that there are several.
        if (_isCode || _targetOf.Count <= 2)
        {
            _isCode &= _targetOf.TryAdd(input, target) ? _inputOf.TryAdd(target, input) : _targetOf[input] == target;
            _isCode &= _targetOf.Count <= MostCodes;
        }
    }
}
