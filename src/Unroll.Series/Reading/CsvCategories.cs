using CsvHelper;
using Unroll.Formats;

namespace Unroll.Series.Reading;

/// <summary>Encodes the texts of a column as indices, in order of first appearance.</summary>
/// <param name="file">The file.</param>
/// <param name="reader">Its reader.</param>
/// <param name="place">Where it is.</param>
/// <param name="column">The column.</param>
internal sealed class CsvCategories(CsvDetection file, CsvReader reader, CsvPlace place, int column)
{
    /// <summary>More different texts than this are free text, not categories.</summary>
    public const int MostTexts = 100_000;

    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private byte[] _last = [];
    private int _lastIndex = -1;

    /// <summary>The texts so far.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The index of the text of the current row; -1 where it is missing.</summary>
    public int Read()
    {
        ReadOnlySpan<byte> cell = reader.GetSpan(column);
        if (_lastIndex >= 0 && cell.SequenceEqual(_last))
        {
            return _lastIndex;
        }

        if (file.Missing.Contains(cell))
        {
            return -1;
        }

        string text = CsvCellParser.Parse(reader.GetString(column));
        if (!_indices.TryGetValue(text, out int index))
        {
            index = _texts.Count;
            if (index == MostTexts)
            {
                throw place.Bad(
                    $"column '{MessageFormatter.Of(file.Names[column])}' has more than {MostTexts} different texts, too many for "
                    + $"categories: leave it out by naming the others in Columns.");
            }

            _indices.Add(text, index);
            _texts.Add(text);
        }

        _last = cell.ToArray();
        _lastIndex = index;
        return index;
    }
}
