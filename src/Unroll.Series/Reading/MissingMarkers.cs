using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The texts that stand for a missing value.</summary>
internal sealed class MissingMarkers
{
    private readonly byte[][] _texts;
    private readonly int _longest;
    private readonly double[] _numbers;

    /// <summary>Whether the usual texts are among them, and NaT, as pandas writes a missing stamp: nat and NAT are texts.</summary>
    private readonly bool _hasUsual;

    /// <summary>Creates the list.</summary>
    /// <param name="given">The texts, in any case; the usual ones where null, and beside numbers alone.</param>
    public MissingMarkers(IReadOnlyList<string>? given)
    {
        string[] texts = [.. (given ?? []).Select(text => text.Trim()).Where(text => text.Length > 0)];
        string[] numbers = [.. texts.Where(NumberParser.LooksLikeNumber)];
        bool replaces = given is not null && (texts.Length == 0 || texts.Length > numbers.Length);
        _hasUsual = !replaces;
        _texts = [.. (replaces ? texts : [.. texts, .. CsvFrameOptions.DefaultMissingTexts]).Select(Encoding.UTF8.GetBytes)];
        _numbers = [.. numbers.Select(text => DoubleParser.TryParse(text, out double number) ? number : double.NaN)];
        _longest = _texts.Length == 0 ? 0 : _texts.Max(text => text.Length);
    }

    /// <summary>Whether some of the texts are numbers, such as -999.</summary>
    public bool HasNumbers => _numbers.Length > 0;

    /// <summary>
    /// Whether a cell of a column of numbers is asterisks alone, as programs write numbers that are missing or too wide, or three dashes;
    /// in a column of texts these are texts.
    /// </summary>
    /// <param name="cell">The cell.</param>
    public bool IsFilled(ReadOnlySpan<byte> cell) =>
        _hasUsual && ((cell.Length > 1 && !cell.ContainsAnyExcept((byte)'*')) || cell.SequenceEqual("---"u8));

    /// <summary>Whether a number is one of them, however it is written: -999 and -999.0.</summary>
    /// <param name="number">The number.</param>
    public bool Contains(double number) => Array.IndexOf(_numbers, number) >= 0;

    /// <summary>Whether a cell is empty or one of the texts.</summary>
    /// <param name="cell">The cell.</param>
    public bool Contains(ReadOnlySpan<byte> cell)
    {
        if (cell.Length == 0 || (cell[0] == ' ' && cell.TrimEnd((byte)' ').IsEmpty) || (_hasUsual && cell.SequenceEqual("NaT"u8)))
        {
            return true;
        }

        if (cell.Length <= _longest)
        {
            foreach (byte[] text in _texts)
            {
                if (text.Length == cell.Length && (Ascii.EqualsIgnoreCase(cell, text) || cell.SequenceEqual(text)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public bool Contains(string cell) => cell.Length == 0 || (cell[0] == ' ' && string.IsNullOrWhiteSpace(cell))
        || (cell.Length <= _longest && Contains(Encoding.UTF8.GetBytes(cell)));
}
