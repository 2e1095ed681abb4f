using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>The setting of a built-in holiday calendar, by the country's name.</summary>
internal sealed class CountryKind : ValueKind<HolidayCalendar?>
{
    public const string Germany = "germany";

    private static readonly ValueKind<string> _names = Kind.OneOf(Germany);

    public override string Description => _names.Description;

    /// <summary>The name of a calendar in recipes.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public static string NameOf(HolidayCalendar calendar) => calendar is GermanHolidays { PartialWeight: GermanHolidays.UsualPartialWeight }
        ? Germany
        : throw new InputException($"The holidays '{calendar.Name}' were made in code, so a recipe cannot name them: list them in a CSV " +
            "file (date,name,weight), and name that.");

    public override HolidayCalendar? Read(ConfigurationNode node) => HolidayCalendar.FromName(_names.Read(node));

    public override JsonNode? Write(HolidayCalendar? value) => value is null ? null : JsonValue.Create(NameOf(value));

    public override JsonNode Schema(SchemaDefinitions definitions) => _names.Schema(definitions);
}

/// <summary>
/// The weight of regional holidays: each by the share of the population (null), or one weight for all.
/// </summary>
internal sealed class RegionalKind : ValueKind<double?>
{
    private const string ByPopulation = "population";

    public override string Description => $"`{ByPopulation}` or number from 0 to 1";

    public override double? Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Text() == ByPopulation ? null
            : double.TryParse(node.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
                && NumberRange.Share.Allows(weight) ? node.Number(NumberRange.Share)
            : throw node.Expected($"{ByPopulation} or a number from 0 to 1");
    }

    public override JsonNode? Write(double? value) => value is { } weight ? JsonValue.Create(weight) : null;

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["const"] = ByPopulation },
            new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }),
    };
}
