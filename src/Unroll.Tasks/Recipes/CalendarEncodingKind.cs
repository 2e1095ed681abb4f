namespace Unroll.Tasks.Recipes;

/// <summary>How a calendar feature is turned into columns.</summary>
public enum CalendarEncodingKind
{
    /// <summary>Sine and cosine of its phase, a pair a harmonic.</summary>
    Cyclic,

    /// <summary>A column a value, 1 where it holds.</summary>
    OneHot,
}
