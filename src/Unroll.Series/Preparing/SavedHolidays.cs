using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The JSON of holiday calendars, so that a saved step does not depend on a file that may change.</summary>
internal static class SavedHolidays
{
    private const int YearsAhead = 50;
    private const string Format = "yyyy-MM-dd";

    /// <summary>A calendar: by its name and weights where it is built in, else by its holidays.</summary>
    public static JsonObject ToJson(HolidayCalendar calendar, SeriesSet training) => calendar switch
    {
        GermanHolidays german =>
            new() { ["calendar"] = german.Name, ["regional"] = german.RegionalWeight, ["partial"] = german.PartialWeight },
        HolidayList list => ToJson(list.Name, list.All),
        _ => ToJson(calendar.Name, Years(training).SelectMany(calendar.ForYear)),
    };

    /// <summary>Restores a calendar.</summary>
    public static HolidayCalendar FromJson(JsonObject json)
    {
        if (json["list"] is not JsonArray list)
        {
            double partial = json.Number("partial");
            return json.NumberOrNull("regional") is { } regional ? new GermanHolidays(regional, partial)
                : GermanHolidays.ByPopulation(partial);
        }

        return new HolidayList(json.Text("calendar"), list.Select(node => new Holiday(
            DateOnly.ParseExact(node!.AsObject().Text("date"), Format, CultureInfo.InvariantCulture), node.AsObject().Text("name"),
                node.AsObject().Number("weight"))));
    }

    private static JsonObject ToJson(string name, IEnumerable<Holiday> holidays) => new()
    {
        ["calendar"] = name,
        ["list"] = new JsonArray([.. holidays.Select(holiday => (JsonNode)new JsonObject
        {
            ["date"] = holiday.Date.ToString(Format, CultureInfo.InvariantCulture),
            ["name"] = holiday.Name,
            ["weight"] = holiday.Weight,
        })]),
    };

    /// <summary>The years of a custom calendar to save: those of the training part, and as long as a run may be in use.</summary>
    private static IEnumerable<int> Years(SeriesSet training)
    {
        TimeIndex[] times = [.. training.Items.Select(item => item.Frame.Time).Where(time => time.Count > 0)];
        int first = times.Length > 0 ? Math.Max(1, times.Min(time => time[0].Year) - 1) : 1;
        int last = times.Length > 0 ? Math.Min(9999, times.Max(time => time[time.Count - 1].Year) + YearsAhead) : 0;
        return Enumerable.Range(first, Math.Max(0, last - first + 1));
    }
}
