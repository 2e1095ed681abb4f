namespace Unroll.Series.Preparing;

/// <summary>How a part of the date becomes columns.</summary>
public sealed record CalendarEncoding
{
    private CalendarEncoding(int harmonics) => Harmonics = harmonics;

    /// <summary>One column for each possible value: 1 for the one that it is, 0 for the others.</summary>
    public static CalendarEncoding OneHot { get; } = new(0);

    /// <summary>Pairs of sine and cosine; 0 for one-hot.</summary>
    public int Harmonics { get; }

    /// <summary>
    /// Sine and cosine of 2π·h·fraction for h = 1 … harmonics, where the fraction is how much of the cycle has passed: the end of a cycle
    /// lies beside its beginning. More harmonics let a network bend the cycle more sharply.
    /// </summary>
    /// <param name="harmonics">Pairs of sine and cosine, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="harmonics"/> is below 1.</exception>
    public static CalendarEncoding Cyclic(int harmonics = 1) => harmonics >= 1
        ? new(harmonics)
        : throw new ArgumentOutOfRangeException(nameof(harmonics), $"{nameof(harmonics)} is {harmonics}, but must be at least 1.");
}
