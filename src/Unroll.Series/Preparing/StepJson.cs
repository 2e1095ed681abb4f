using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>The JSON of fitted parameters. Numbers keep every bit: they are written with as many digits as it takes.</summary>
internal static class StepJson
{
    private const string ColumnsKey = "columns";
    private const string SettingsKey = "settings";

    /// <summary>A step, its settings by its entry, and the columns that it found.</summary>
    public static JsonObject Of(PreparingStep step, IEnumerable<string> columns) => new()
    {
        [FittedStep.NameKey] = step.Name,
        [SettingsKey] = PreparingStep.Catalogue.EntryOf(step)!.Write(step),
        [ColumnsKey] = Texts(columns),
    };

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);

    public static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)JsonValue.Create(number))]);

    /// <summary>Enumerations are written as their names, so that a file outlives a change of their order.</summary>
    public static JsonNode Name<T>(T value)
        where T : struct, Enum => JsonValue.Create(value.ToString());

    public static string Text(this JsonObject json, string key) => Need(json, key).GetValue<string>();

    public static double Number(this JsonObject json, string key) => Need(json, key).GetValue<double>();

    public static double? NumberOrNull(this JsonObject json, string key) => json[key]?.GetValue<double>();

    public static int Whole(this JsonObject json, string key) => Need(json, key).GetValue<int>();

    public static long Long(this JsonObject json, string key) => Need(json, key).GetValue<long>();

    public static bool Flag(this JsonObject json, string key) => Need(json, key).GetValue<bool>();

    public static T Named<T>(this JsonObject json, string key)
        where T : struct, Enum => ReadName<T>(json.Text(key));

    public static T ReadName<T>(string text)
        where T : struct, Enum => Enum.TryParse(text, out T value) && Enum.IsDefined(value)
            ? value
            : throw new InputException($"A saved step has '{text}' where one of {string.Join(", ", Enum.GetNames<T>())} is expected: the " +
                "run is damaged or from a newer version.");

    public static string[] TextList(this JsonObject json, string key) =>
        [.. Need(json, key).AsArray().Select(node => node!.GetValue<string>())];

    public static double[] ReadNumbers(JsonNode node) => [.. node.AsArray().Select(number => number!.GetValue<double>())];

    public static string[] Columns(this JsonObject json) => json.TextList(ColumnsKey);

    /// <summary>The step that a fitted one was saved with.</summary>
    public static PreparingStep Step(this JsonObject json) => PreparingStep.Catalogue.Find(json.Text(FittedStep.NameKey))!.Read(
        new JsonConfiguration(json.Need(SettingsKey), "A saved step"));

    public static JsonNode Need(this JsonObject json, string key) => json[key]
        ?? throw new InputException($"A saved step lacks '{key}': the run is damaged or from a newer version.");

    /// <summary>
    /// The two lengths that were given where one is wanted, for messages: <c>7 rows and a span of 7d</c>, <c>0 rows and no span of
    /// time</c>.
    /// </summary>
    public static string RowsAndSpan(int rows, TimeSpan span) => (rows, span.Ticks) switch
    {
        (0, 0) => "0 rows and no span of time",
        (_, 0) => CountFormatter.Format(rows, "rows"),
        (0, _) => $"a span of {TimeSpanFormatter.Format(span)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{CountFormatter.Format(rows, "rows")} and a span of " +
            $"{TimeSpanFormatter.Format(span)}"),
    };
}
