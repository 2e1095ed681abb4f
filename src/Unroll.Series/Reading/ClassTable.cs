namespace Unroll.Series.Reading;

/// <summary>
/// The classes of labelled series. They are numbered in their sorted order, numbers by size, so that a training and a test file number them
/// alike whichever comes first.
/// </summary>
internal sealed class ClassTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);

    /// <summary>The place of a class in the order of appearance.</summary>
    public int Add(string name)
    {
        if (!_codes.TryGetValue(name, out int code))
        {
            code = _names.Count;
            _names.Add(name);
            _codes.Add(name, code);
        }

        return code;
    }

    /// <summary>For each class in the order of appearance its place in the sorted order.</summary>
    /// <param name="sorted">The names in sorted order.</param>
    public int[] Ranks(out string[] sorted)
    {
        bool areNumbers = _names.TrueForAll(name => DoubleParser.TryParse(name, out _));
        int[] order = [.. Enumerable.Range(0, _names.Count)
            .OrderBy(code => areNumbers && DoubleParser.TryParse(_names[code], out double number) ? number : 0)
            .ThenBy(code => _names[code], StringComparer.Ordinal)];
        sorted = [.. order.Select(code => _names[code])];
        int[] ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}
