using System.Globalization;

namespace Unroll;

/// <summary>Throw helpers: what was given, what is allowed.</summary>
internal static class Require
{
    /// <summary>The value must be positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void PositiveFinite(float value, string name)
    {
        if (!(value > 0) || !float.IsFinite(value))
        {
            throw OutOfRange(name, value, "a positive, finite number");
        }
    }

    /// <summary>The value must be finite and not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void NonNegativeFinite(double value, string name)
    {
        if (!(value >= 0) || !double.IsFinite(value))
        {
            throw OutOfRange(name, value, "a finite number of at least 0");
        }
    }

    /// <summary>The value must be finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Finite(float value, string name)
    {
        if (!float.IsFinite(value))
        {
            throw OutOfRange(name, value, "a finite number");
        }
    }

    /// <summary>The value must be at least 0 and less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void FractionBelowOne(float value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw OutOfRange(name, value, "at least 0 and less than 1");
        }
    }

    /// <summary>The value must be at least a minimum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void AtLeast(int value, int minimum, string name)
    {
        if (value < minimum)
        {
            throw OutOfRange(name, value, string.Create(CultureInfo.InvariantCulture, $"at least {minimum}"));
        }
    }

    /// <summary>The value must be a number of threads that a process can have, or 0 for one a core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Threads(int value, string name)
    {
        const int most = 4096;
        if (value is < 0 or > most)
        {
            throw OutOfRange(name, value, string.Create(CultureInfo.InvariantCulture, $"from 0, one a core, to {most}"));
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string name, IFormattable value, string allowed) =>
        new(name, $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}, but must be {allowed}.");
}
