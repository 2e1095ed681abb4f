using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>The header of a <c>.tsf</c> file; properties are null where it does not give them.</summary>
internal sealed class TsfHeader
{
    private const int MostAttributes = 1000;

    private readonly List<TsfAttribute> _attributes = [];

    private TsfHeader()
    {
    }

    public string? Relation { get; private set; }

    public string? Frequency { get; private set; }

    public TimeStep? Step { get; private set; }

    public int? Horizon { get; private set; }

    public bool? Missing { get; private set; }

    public bool? EqualLength { get; private set; }

    public IReadOnlyList<TsfAttribute> Attributes => _attributes;

    /// <summary>The attribute that names a series; -1 where there is none.</summary>
    public int Id => _attributes.FindIndex(attribute => attribute.Kind == TsfAttributeKind.Text);

    /// <summary>The attribute with the start of a series; -1 where there is none.</summary>
    public int Begin => _attributes.FindIndex(attribute => attribute.Kind == TsfAttributeKind.Date);

    /// <summary>Reads a header; the scanner then stands at the first line of the data.</summary>
    public static TsfHeader Read(TextScanner scanner)
    {
        TsfHeader header = new();
        while (ArchiveHeader.TryRead(scanner, out string key, out string value))
        {
            header.Take(scanner, key, value);
        }

        return header;
    }

    private void Take(TextScanner scanner, string key, string value)
    {
        switch (key)
        {
            case "relation":
                Relation = value;
                break;
            case "attribute":
                TakeAttribute(scanner, value);
                break;
            case "frequency":
                Frequency = value;
                Step = ToStep(scanner, value);
                break;
            case "horizon":
                Horizon = ArchiveHeader.ToCount(scanner, key, value);
                break;
            case "missing":
                Missing = ArchiveHeader.ToBoolean(scanner, key, value);
                break;
            case "equallength":
                EqualLength = ArchiveHeader.ToBoolean(scanner, key, value);
                break;
        }
    }

    private void TakeAttribute(TextScanner scanner, string value)
    {
        string[] words = value.Split(ArchiveHeader.Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (value.TrimEnd() is [.., '}'] || (words.Length == 2 && words[1].ToLowerInvariant() is "real" or "integer"))
        {
            throw new InputException(
                $"{scanner.At()}: this is an ARFF file of Weka, which is not read. Take the .ts file of the same series, or make a "
                + "table of it without the lines of its header: grep -v '^[@%]' Name_TRAIN.arff > Name_TRAIN.csv.");
        }

        TsfAttributeKind? kind = words.Length == 2
            ? words[1].ToLowerInvariant() switch
            {
                "string" => TsfAttributeKind.Text,
                "numeric" => TsfAttributeKind.Number,
                "date" => TsfAttributeKind.Date,
                _ => null,
            }
            : null;
        _attributes.Add(new TsfAttribute(words.FirstOrDefault(""), kind ?? throw new InputException(
            $"{scanner.At()}, @attribute: got '{MessageFormatter.Of(value)}', expected a name and one of the types string, numeric and "
            + $"date, such as 'series_name string'.")));
        if (_attributes.Count > MostAttributes || _attributes.FindIndex(attribute => attribute.Name == words[0]) < _attributes.Count - 1)
        {
            throw new InputException(
                _attributes.Count > MostAttributes
                    ? $"{scanner.At()}, @attribute: more than {MostAttributes} attributes, expected a few."
                    : $"{scanner.At()}, @attribute: the name '{MessageFormatter.Of(words[0])}' stands twice: rename one.");
        }
    }

    /// <summary>
    /// A frequency as the archive spells it: a word such as <c>daily</c>, or a count and a unit such as <c>10_minutes</c>.
    /// </summary>
    private static TimeStep ToStep(TextScanner scanner, string text)
    {
        string[] parts = text.ToLowerInvariant().Split('_', 2);
        bool counted = parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        int count = counted ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 1;
        TimeStep? step = (counted ? parts[1] : text.ToLowerInvariant()) switch
        {
            "secondly" or "second" or "seconds" => Of(TimeSpan.FromSeconds(1)),
            "minutely" or "minute" or "minutes" => Of(TimeSpan.FromMinutes(1)),
            "half_hourly" => Of(TimeSpan.FromMinutes(30)),
            "hourly" or "hour" or "hours" => Of(TimeSpan.FromHours(1)),
            "daily" or "day" or "days" => Of(TimeSpan.FromDays(1)),
            "weekly" or "week" or "weeks" => Of(TimeSpan.FromDays(7)),
            "monthly" or "month" or "months" => new TimeStep(TimeSpan.Zero, 1),
            "quarterly" or "quarter" or "quarters" => new TimeStep(TimeSpan.Zero, 3),
            "half_yearly" => new TimeStep(TimeSpan.Zero, 6),
            "yearly" or "year" or "years" => new TimeStep(TimeSpan.Zero, 12),
            _ => null,
        };

        // Ten thousand years are all that stamps can tell of; a larger count would only overflow.
        const int most = 100_000;
        return step is { } unitStep && count is >= 1 and <= most
            ? new TimeStep(unitStep.Span * count, unitStep.Months * count)
            : throw new InputException(
                $"{scanner.At()}, @frequency: got '{MessageFormatter.Of(text)}', expected yearly, quarterly, monthly, weekly, daily, "
                + $"hourly, half_hourly, minutely, " +
                "or a count such as 10_minutes or 4_seconds.");

        static TimeStep Of(TimeSpan span) => new(span, 0);
    }
}
