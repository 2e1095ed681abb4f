namespace Unroll.Series.Samples;

/// <summary>
/// A list of made-up names of places, for trying the generation of lines without a download: Upper Ashenford, Brookham by the Sea. They
/// follow a small grammar, <see cref="Pattern"/>, so that a generated name can be told to be valid. The same seed gives the same list
/// everywhere.
/// </summary>
public static class PlaceNameSample
{
    /// <summary>Names when no other number is asked for.</summary>
    public const int Names = 3000;

    private static readonly string[] _before = ["Upper", "Lower", "Old", "New", "Great", "Little"];

    private static readonly string[] _starts =
    [
        "Ash", "Alder", "Barn", "Birch", "Black", "Brook", "Cliff", "Crow", "Dale", "Deer", "Eagle", "Elm", "Fair",
        "Fern", "Fox", "Glen", "Gold", "Green", "Hart", "Hazel", "Heath", "Holly", "Kings", "Lake", "Lind", "March",
        "Mill", "Moor", "North", "Oak", "Otter", "Raven", "Red", "Rush", "Sand", "Silver", "South", "Stone", "Swan",
        "Thorn", "West", "White", "Willow", "Wolf", "Wood", "Yew",
    ];

    private static readonly string[] _middles = ["en", "ing", "er"];

    private static readonly string[] _ends =
    [
        "bourne", "bridge", "bury", "by", "combe", "cote", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "mere", "mouth", "port",
        "shaw", "stead", "thorpe", "ton", "wick", "worth",
    ];

    private static readonly string[] _after = ["on the Hill", "by the Sea", "under Edge", "in the Marsh", "Green", "Cross"];

    /// <summary>The regular expression that the names, and no others, match.</summary>
    public static string Pattern { get; } =
        $"^(({string.Join('|', _before)}) )?({string.Join('|', _starts)})({string.Join('|', _middles)})?({string.Join('|', _ends)})"
        + $"( ({string.Join('|', _after)}))?$";

    /// <summary>Makes the list: different names in a random order.</summary>
    /// <param name="names">How many.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more than the grammar has.</exception>
    public static IReadOnlyList<string> Create(int names = Names, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(names, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names, 20_000);
        RandomStream random = new(seed);
        HashSet<string> made = new(StringComparer.Ordinal);
        List<string> list = [];
        while (list.Count < names)
        {
            string before = Maybe(_before, 3) is { Length: > 0 } first ? first + " " : "";
            string name = before + Any(_starts) + Maybe(_middles, 3) + Any(_ends);
            name += Maybe(_after, 5) is { Length: > 0 } last ? " " + last : "";
            if (made.Add(name))
            {
                list.Add(name);
            }
        }

        return list;

        string Any(string[] parts) => parts[random.NextInt32(parts.Length)];
        string Maybe(string[] parts, int oneIn) => random.NextInt32(oneIn) == 0 ? Any(parts) : "";
    }

    /// <summary>Writes the list, a name a line.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="names">How many.</param>
    /// <param name="seed">Seed of everything.</param>
    public static void WriteLines(TextWriter writer, int names = Names, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (string name in Create(names, seed))
        {
            writer.Write(name + "\n");
        }
    }
}
