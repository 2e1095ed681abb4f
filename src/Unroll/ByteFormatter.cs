using System.Globalization;

namespace Unroll;

/// <summary>Numbers of bytes in decimal units, as people read them.</summary>
public static class ByteFormatter
{
    /// <summary>
    /// A number of bytes: <c>1.5 GB</c>, <c>64 MB</c>, <c>218 kB</c>, <c>1 byte</c>; a kB is 1,000 of them, a GB 1,000,000,000.
    /// </summary>
    /// <param name="bytes">How many there are, from 0.</param>
    /// <returns>The text in the invariant culture: whole kB, and MB and GB with at most one decimal place.</returns>
    public static string Format(double bytes) => bytes switch
    {
        // Each unit begins where the one below it would be rounded to a thousand.
        >= 999_950_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:#,0.#} GB"),
        >= 999_500 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        >= 999.5 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        _ => CountFormatter.Format((long)Math.Round(bytes), "bytes"),
    };
}
