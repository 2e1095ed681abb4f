namespace Unroll.Tasks.Learning;

/// <summary>
/// The agreement of two columns in the order of their values: no pair of rows stands the other way round in one than in the other, as it
/// is of a value and its square, logarithm or rounding. Columns that only rise, or only fall, agree by time alone and count for nothing.
/// </summary>
internal sealed class RankAgreement
{
    /// <summary>The fewest values of the finer column: fewer may fall into one order by chance.</summary>
    private const int FewestValues = 20;

    /// <summary>The fewest values of the coarser column: closed, half and open may be in the order of what is sold.</summary>
    private const int FewestLevels = 8;

    /// <summary>The fewest rises, and falls, of the first column from row to row: a reset a year makes no measurement.</summary>
    private const int FewestTurns = 4;

    /// <summary>Pairs that later ones are compared with; of more, every second one is left out.</summary>
    private const int MostKept = 1 << 17;

    private const int Chunk = 4096;

    private readonly List<(double Input, double Target)> _pairs = [];
    private int _unsettled;
    private double _lastInput = double.NaN;
    private int _rises;
    private int _falls;

    /// <summary>Whether no pair of rows disagreed so far, by all that were compared.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Adds a row.</summary>
    /// <param name="input">The value in one column.</param>
    /// <param name="target">The value in the other.</param>
    public void Add(double input, double target)
    {
        _rises += input > _lastInput ? 1 : 0;
        _falls += input < _lastInput ? 1 : 0;
        _lastInput = input;
        _pairs.Add((input, target));
        if (++_unsettled == Chunk)
        {
            Settle();
        }
    }

    /// <summary>The verb by which the input follows the target: "keeps the order of"; null where it does not.</summary>
    public string? Describe()
    {
        if (IsOpen && _unsettled > 0)
        {
            Settle();
        }

        if (!IsOpen || Math.Min(_rises, _falls) < FewestTurns)
        {
            return null;
        }

        int inputs = _pairs.Select(pair => pair.Input).Distinct().Count(), targets = _pairs.Select(pair => pair.Target).Distinct().Count();
        return Math.Min(inputs, targets) < FewestLevels || Math.Max(inputs, targets) < FewestValues ? null
            : Rises ? "keeps the order of" : "reverses the order of";
    }

    /// <summary>Whether the target of the highest input is above that of the lowest.</summary>
    private bool Rises => _pairs[^1].Target >= _pairs[0].Target;

    /// <summary>Compares all pairs that are kept.</summary>
    private void Settle()
    {
        _unsettled = 0;
        _pairs.Sort();
        double sign = Rises ? 1 : -1, before = double.NegativeInfinity;
        for (int start = 0, end; start < _pairs.Count && IsOpen; start = end)
        {
            double least = double.PositiveInfinity, most = double.NegativeInfinity;
            for (end = start; end < _pairs.Count && _pairs[end].Input == _pairs[start].Input; end++)
            {
                least = Math.Min(least, sign * _pairs[end].Target);
                most = Math.Max(most, sign * _pairs[end].Target);
            }

            IsOpen = least >= before;
            before = Math.Max(before, most);
        }

        if (!IsOpen)
        {
            _pairs.Clear();
        }
        else if (_pairs.Count > MostKept)
        {
            (double, double) last = _pairs[^1];
            _pairs.RemoveAll(new Thinning().IsLeftOut);
            _pairs.Add(last);
        }
    }

    /// <summary>Leaves out every second one.</summary>
    private sealed class Thinning
    {
        private bool _isOdd;

        public bool IsLeftOut((double Input, double Target) pair) => (_isOdd = !_isOdd) is false;
    }
}
