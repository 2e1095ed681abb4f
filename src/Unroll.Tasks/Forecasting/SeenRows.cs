using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>The rows that a training has seen: those up to the end of its training and validation part.</summary>
/// <param name="Until">The last stamp of all series.</param>
/// <param name="OfEach">The last stamp of each, where there are many series, each with an end of its own; null for one series.</param>
internal sealed record SeenRows(DateTime Until, IReadOnlyDictionary<string, DateTime>? OfEach)
{
    /// <summary>The rows of a division; series that only the test part has were never seen.</summary>
    /// <param name="prepared">The series.</param>
    /// <param name="rows">The parts of each.</param>
    public static SeenRows Of(PreparedSet prepared, IReadOnlyList<SeriesParts> rows)
    {
        (PreparedItem Item, int Count)[] seen =
        [
            .. prepared.Items.Zip(
                rows, (item, parts) => (item, parts.Training.Concat(parts.Validation).Select(run => run.End).DefaultIfEmpty(0).Max()))
                .Where(pair => pair.Item2 > 0),
        ];
        return new(
            seen.Max(Last),
            prepared.Items.Count == 1 ? null : seen.ToDictionary(pair => pair.Item.Id, Last, StringComparer.Ordinal));

        static DateTime Last((PreparedItem Item, int Count) pair) => pair.Item.Frame.Time[pair.Count - 1];
    }

    /// <summary>Restores the saved rows.</summary>
    /// <param name="state">The state of a forecast.</param>
    public static SeenRows FromJson(JsonObject state) => new(
        Stamp(state["seen-until"]),
        state["seen-of"]?.AsObject().ToDictionary(pair => pair.Key, pair => Stamp(pair.Value), StringComparer.Ordinal));

    /// <summary>Saves the rows.</summary>
    /// <param name="state">The state of a forecast.</param>
    public void Write(JsonObject state)
    {
        state["seen-until"] = Text(Until);
        if (OfEach is not null)
        {
            state["seen-of"] = new JsonObject(OfEach.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Text(pair.Value))));
        }
    }

    /// <summary>The first row of a series after those seen; of many series, all rows of one that was not among them.</summary>
    /// <param name="item">The series.</param>
    public int FirstAfter(PreparedItem item)
    {
        DateTime last = Until;
        return OfEach?.TryGetValue(item.Id, out last) == false ? 0 : item.Frame.Time.IndexAtOrAfter(last.AddTicks(1));
    }

    private static string Text(DateTime stamp) => stamp.ToString("O", CultureInfo.InvariantCulture);

    private static DateTime Stamp(JsonNode? node) =>
        DateTime.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
