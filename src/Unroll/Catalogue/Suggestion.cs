namespace Unroll.Catalogue;

/// <summary>Suggestions for misspelt names.</summary>
public static class Suggestion
{
    private const int FewestLetters = 3;

    /// <summary>
    /// The known name that is meant by one of another library, or else one that is a letter away, begins with the given one, or is the
    /// nearest and near enough to be a slip; null where there is none.
    /// </summary>
    /// <param name="given">The name.</param>
    /// <param name="known">The names that are known.</param>
    public static string? Nearest(string given, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(known);
        if (ForeignNames.Own(Normal(given), known) is { } own)
        {
            return own;
        }

        string letters = Normal(given);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string name in known)
        {
            // Of a slip at least one letter is left: x is none of y, nor xx of y.
            string ofName = Normal(name);
            int distance = Distance(letters, ofName);
            if (distance < bestDistance && distance < Math.Max(letters.Length, ofName.Length))
            {
                (best, bestDistance) = (name, distance);
            }
        }

        // "mul" is rather the beginning of multiply than a slip of "sum".
        string? begun = letters.Length < FewestLetters ? null
            : known.FirstOrDefault(name => Normal(name).StartsWith(letters, StringComparison.Ordinal));
        return bestDistance <= 1 ? best : begun ?? (bestDistance <= Math.Max(2, given.Length / 3) ? best : null);
    }

    /// <summary>The question behind a message, <c>Did you mean 'load'?</c>, with a blank before it; empty where no name is near.</summary>
    /// <param name="given">The name.</param>
    /// <param name="known">The names that are known.</param>
    public static string Question(string given, IEnumerable<string> known) =>
        Nearest(given, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    // learning_rate and learningRate are meant to be learning-rate.
    internal static string Normal(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
