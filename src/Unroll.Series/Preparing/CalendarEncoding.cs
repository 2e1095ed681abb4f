namespace Unroll.Series.Preparing;

/// <summary>The encoding of a calendar unit: cyclic, one-hot or number.</summary>
public enum CalendarEncoding
{
    /// <summary>Sine and cosine of the phase in the cycle.</summary>
    Cyclic,

    /// <summary>One-hot: a column for each value.</summary>
    OneHot,

    /// <summary>The number itself.</summary>
    Number,
}
