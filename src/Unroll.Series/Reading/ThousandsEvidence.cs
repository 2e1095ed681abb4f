namespace Unroll.Series.Reading;

/// <summary>
/// Evidence that a column's one separator parts thousands: 998 beside 1.005 and 1.010. Who writes three decimals writes 998.000; who leaves
/// out zeros at the end writes 1.01. Without such a zero, decimals that happen to be whole now and then look the same.
/// </summary>
internal sealed class ThousandsEvidence
{
    private const int GroupLength = 3;
    private const int FewestWholes = 3;

    private readonly HashSet<string> _wholes = new(StringComparer.Ordinal);
    private readonly HashSet<char> _separators = [];
    private bool _endsInZero;
    private bool _isContradicted;

    /// <summary>The separator of thousands; null where nothing shows that there is one.</summary>
    public char? Separator => _endsInZero && !_isContradicted && _separators.Count == 1 && _wholes.Count >= FewestWholes
        ? _separators.Single() : null;

    /// <summary>Takes a cell without a separator.</summary>
    /// <param name="cell">The cell.</param>
    public void AddWhole(string cell)
    {
        ReadOnlySpan<char> digits = cell.AsSpan().TrimStart("+-\u2212");
        if (digits is "0" || digits.IsEmpty)
        {
            return;
        }

        // Where thousands are parted, all are.
        _isContradicted |= digits.Length > GroupLength || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9');
        _wholes.Add(cell);
    }

    /// <summary>Takes a cell of one separator with three digits behind it.</summary>
    /// <param name="cell">The cell.</param>
    public void AddGroup(string cell)
    {
        _separators.Add(cell[^(GroupLength + 1)]);
        _endsInZero |= cell[^1] == '0';
    }
}
