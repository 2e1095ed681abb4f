using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>The header of a <c>.ts</c> file; properties are null where it does not give them.</summary>
internal sealed class TsHeader
{
    // More than any archive has; each channel of each series costs memory of its own.
    private const int MostChannels = 100_000;

    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);

    private TsHeader()
    {
    }

    public bool? TimeStamps { get; private set; }

    public bool? Missing { get; private set; }

    public bool? EqualLength { get; private set; }

    public int? SeriesLength { get; private set; }

    /// <summary>Channels of each series; taken from the first one where the header does not give them.</summary>
    public int? Channels { get; set; }

    /// <summary>Whether each series is followed by its class.</summary>
    public bool HasClass { get; private set; }

    /// <summary>Whether each series is followed by its regression target.</summary>
    public bool HasTarget { get; private set; }

    public IReadOnlyList<string> ClassNames { get; private set; } = [];

    /// <summary>The most channels that a series may have.</summary>
    public int Limit => Channels ?? MostChannels;

    /// <summary>Reads a header; the scanner then stands at the first line of the data.</summary>
    public static TsHeader Read(TextScanner scanner)
    {
        TsHeader header = new();
        while (ArchiveHeader.TryRead(scanner, out string key, out string value))
        {
            header.Take(scanner, key, value);
        }

        return header;
    }

    /// <summary>The index of a class; null where it is unknown (<c>?</c>).</summary>
    public int? FindClass(ReadOnlySpan<char> text, Func<string> at)
    {
        if (text is "?")
        {
            return null;
        }

        if (_classes.TryGetValue(text.ToString(), out int index))
        {
            return index;
        }

        // Some files list the classes as 1 2 3 and write 1.0 behind the series.
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double number)
            && _classes.TryGetValue(number.ToString(CultureInfo.InvariantCulture), out index))
        {
            return index;
        }

        const int shown = 20;
        string classes = string.Join(", ", ClassNames.Take(shown)) + (ClassNames.Count > shown ? ", …" : "");
        throw new InputException(
            $"{at()}: got the class '{MessageFormatter.Of(text)}', expected one of those that @classLabel lists: {TextOf(classes)}.");
    }

    private static string TextOf(string classes) => classes.Length <= 200 ? classes : $"{classes.AsSpan(0, 200)}…";

    private void Take(TextScanner scanner, string key, string value)
    {
        switch (key)
        {
            case "timestamps":
                TimeStamps = ArchiveHeader.ToBoolean(scanner, key, value);
                break;
            case "missing":
                Missing = ArchiveHeader.ToBoolean(scanner, key, value);
                break;
            case "equallength":
                EqualLength = ArchiveHeader.ToBoolean(scanner, key, value);
                break;
            case "univariate":
                bool single = ArchiveHeader.ToBoolean(scanner, key, value);
                Channels = !single || Channels is null or 1
                    ? single ? 1 : Channels
                    : throw new InputException(
                        $"{scanner.At()}, @univariate: got true, but @dimensions is {Channels}: correct one of them.");
                break;
            case "dimensions" or "dimension":
                int channels = ArchiveHeader.ToCount(scanner, key, value, MostChannels);
                Channels = Channels is null || Channels == channels
                    ? channels
                    : throw new InputException($"{scanner.At()}, @{key}: got {channels}, but @univariate is true: correct one of them.");
                break;
            case "serieslength":
                SeriesLength = ArchiveHeader.ToCount(scanner, key, value);
                break;
            case "classlabel":
                TakeClasses(scanner, value.Split(ArchiveHeader.Blanks, StringSplitOptions.RemoveEmptyEntries));
                break;
            case "targetlabel":
                HasTarget = ArchiveHeader.ToBoolean(scanner, key, value.Split(ArchiveHeader.Blanks)[0]);
                break;
        }

        if (HasClass && HasTarget)
        {
            throw new InputException($"{scanner.At()}: both @classLabel and @targetLabel are true: one of them only can follow a series.");
        }
    }

    private void TakeClasses(TextScanner scanner, string[] words)
    {
        HasClass = ArchiveHeader.ToBoolean(scanner, "classLabel", words.Length > 0 ? words[0] : "");
        ClassNames = HasClass ? words[1..] : [];
        if (HasClass && ClassNames.Count == 0)
        {
            throw new InputException(
                $"{scanner.At()}, @classLabel: got no classes, expected all of them behind 'true', such as '@classLabel true A B C'.");
        }

        _classes.Clear();
        for (int i = 0; i < ClassNames.Count; i++)
        {
            if (!_classes.TryAdd(ClassNames[i], i))
            {
                throw new InputException(
                    $"{scanner.At()}, @classLabel: the class '{MessageFormatter.Of(ClassNames[i])}' stands twice: keep one.");
            }
        }
    }
}
