using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The texts that stand for a missing value.</summary>
internal sealed class MissingMarkers
{
    private readonly byte[][] _texts;
    private readonly int _longest;
    private readonly double[] _numbers;

    /// <summary>Creates the list.</summary>
    /// <param name="texts">The texts, in any case; the usual ones where null.</param>
    public MissingMarkers(IReadOnlyList<string>? texts)
    {
        _texts = [
            .. (texts ?? CsvFrameOptions.DefaultMissingTexts).Where(text => text.Length > 0)
                .Select(text => Encoding.UTF8.GetBytes(text.Trim()))];
        _numbers = [
            .. (texts ?? []).Where(text => NumberParser.LooksLikeNumber(text.Trim()))
                .Select(text => DoubleParser.TryParse(text.AsSpan().Trim(), out double number) ? number : double.NaN)];
        _longest = _texts.Length == 0 ? 0 : _texts.Max(text => text.Length);
    }

    /// <summary>Whether some of the texts are numbers, such as -999.</summary>
    public bool HasNumbers => _numbers.Length > 0;

    /// <summary>Whether a number is one of them, however it is written: -999 and -999.0.</summary>
    /// <param name="number">The number.</param>
    public bool Contains(double number) => Array.IndexOf(_numbers, number) >= 0;

    /// <summary>Whether a cell is empty or one of the texts.</summary>
    /// <param name="cell">The cell.</param>
    public bool Contains(ReadOnlySpan<byte> cell)
    {
        if (cell.Length == 0)
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

    public bool Contains(string cell) => cell.Length == 0 || (cell.Length <= _longest && Contains(Encoding.UTF8.GetBytes(cell)));
}
