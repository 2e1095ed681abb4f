namespace Unroll.Series.Reading;

/// <summary>A column in the making: numbers, or texts that become categories; the first value decides.</summary>
/// <param name="name">Its name.</param>
/// <param name="index">Its place among the columns.</param>
/// <param name="missing">What stands for a missing value; the usual texts where null.</param>
internal sealed class CollectedColumn(string name, int index, MissingMarkers? missing = null)
{
    private static readonly MissingMarkers _usual = new(null);

    private readonly MissingMarkers _missing = missing ?? _usual;

    private Dictionary<string, int>? _codes;
    private List<string>? _texts;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its place among the columns.</summary>
    public int Index => index;

    /// <summary>Whether it has had a value.</summary>
    public bool HasValue => IsNumber || _texts is not null;

    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumber { get; set; }

    /// <summary>The texts of a column of categories, in the order of their appearance; null for numbers.</summary>
    public IReadOnlyList<string>? Texts => _texts;

    /// <summary>Whether a text stands for a missing value.</summary>
    public static bool IsMissing(string text) => _usual.Contains(text.Trim());

    /// <summary>The value of a cell with text: a number, NaN for a missing one, or the code of a category.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>False for a text in a column of numbers.</returns>
    public bool TryParse(string text, out double value)
    {
        value = double.NaN;
        if (_missing.Contains(text.Trim()))
        {
            return true;
        }

        if (_texts is null && DoubleParser.TryParse(text.AsSpan().Trim(), out value))
        {
            value = Known(value);
            IsNumber = true;
            return true;
        }

        if (IsNumber)
        {
            return false;
        }

        value = Code(text);
        return true;
    }

    /// <summary>The value of a cell with a number; in a column of categories, its text is one of them.</summary>
    /// <param name="text">The number in UTF-8.</param>
    /// <param name="value">The value.</param>
    /// <returns>False for a number that no double holds.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (_texts is not null)
        {
            value = Code(System.Text.Encoding.UTF8.GetString(text));
            return true;
        }

        bool isNumber = DoubleParser.TryParse(text, out value);
        value = Known(value);
        IsNumber |= isNumber;
        return isNumber;
    }

    private double Known(double value) => _missing.HasNumbers && _missing.Contains(value) ? double.NaN : value;

    /// <summary>The code of a category.</summary>
    public int Code(string text)
    {
        _codes ??= new(StringComparer.Ordinal);
        _texts ??= [];
        if (!_codes.TryGetValue(text, out int code))
        {
            code = _texts.Count;
            _codes.Add(text, code);
            _texts.Add(text);
        }

        return code;
    }
}
