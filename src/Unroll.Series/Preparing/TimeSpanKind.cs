using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>Positive spans of time.</summary>
internal sealed class TimeSpanKind : ValueKind<TimeSpan>
{
    public override string Description => "span of time";

    public override TimeSpan Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return TimeSpanParser.TryParse(node.Text(), out TimeSpan span) && span > TimeSpan.Zero
            ? span
            : throw node.Expected($"a span of time such as {TimeSpanParser.Examples}");
    }

    public override JsonNode? Write(TimeSpan value) => JsonValue.Create(TimeSpanFormatter.Format(value));

    public override JsonNode Schema(SchemaDefinitions definitions) =>
        new JsonObject { ["type"] = "string", ["pattern"] = TimeSpanParser.Pattern };
}

/// <summary>Times of a day, from 00:00 to 24:00.</summary>
internal sealed class TimeOfDayKind : ValueKind<TimeSpan>
{
    private const string Midnight = "24:00";
    private static readonly string[] _formats = ["H:mm", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    public override string Description => "time of day";

    public override TimeSpan Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string text = node.Text();
        return text == Midnight ? TimeSpan.FromDays(1)
            : TimeOnly.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
                ? time.ToTimeSpan()
            : throw node.Expected("a time of day such as 08:30");
    }

    public override JsonNode? Write(TimeSpan value) => JsonValue.Create(value == TimeSpan.FromDays(1) ? Midnight
        : new TimeOnly(value.Ticks).ToString(value.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm"
            : "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));

    public override JsonNode Schema(SchemaDefinitions definitions) =>
        new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,2}:[0-9]{2}" };
}

/// <summary>Seasons by their names, as spans of time, or as numbers of rows.</summary>
internal sealed class SeasonNameKind : ValueKind<Season>
{
    private const int FewestRows = 2;
    private static readonly (string Name, Season Season)[] _named = [("day", Season.Day), ("week", Season.Week), ("year", Season.Year)];

    public override string Description => "`day`, `week`, `year`, span of time or number of rows";

    public override Season Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string text = node.Text();
        return Array.FindIndex(_named, known => known.Name == text) is var at and >= 0 ? _named[at].Season
            : int.TryParse(text, CultureInfo.InvariantCulture, out _) ? Season.Rows(node.Integer(FewestRows))
            : TimeSpanParser.TryParse(text, out TimeSpan span) && span > TimeSpan.Zero ? Season.Of(span)
            : throw node.Expected("day, week, year, a span of time such as 6h, or a number of rows");
    }

    public override JsonNode? Write(Season value) => value.Kind switch
    {
        SeasonKind.None => null,
        SeasonKind.Rows => JsonValue.Create((int)value.Length),
        _ => JsonValue.Create(value.ToString()),
    };

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. _named.Select(known => (JsonNode)known.Name)]) },
            new JsonObject { ["type"] = "integer", ["minimum"] = FewestRows },
            new JsonObject { ["type"] = "string", ["pattern"] = TimeSpanParser.Pattern }),
    };
}
