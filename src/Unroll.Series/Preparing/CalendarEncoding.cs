namespace Unroll.Series.Preparing;

/// <summary>How a unit of the calendar becomes columns.</summary>
public enum CalendarEncoding
{
    /// <summary>Sine and cosine of the place in the cycle.</summary>
    Cyclic,

    /// <summary>A column for each value.</summary>
    OneHot,

    /// <summary>The number itself.</summary>
    Number,
}
