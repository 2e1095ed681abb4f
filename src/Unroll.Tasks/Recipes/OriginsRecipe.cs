using Unroll.Catalogue;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Recipes;

/// <summary>The forecast origins that an evaluation is made at, by the calendar: section <c>origins</c> of a recipe.</summary>
/// <param name="Calendar">The places in the calendar, by local time.</param>
/// <param name="Validation">Whether the validation part is kept to them, too.</param>
public sealed record OriginsRecipe(CalendarOrigins Calendar, bool Validation = false)
{
    private static readonly ValueKind<IReadOnlyList<int>> _months = Kind.List(
        new CalendarNameKind(
            "month",
            [
                "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
            ],
            first: 1),
        "months (`december` or 12)", allowsSingle: true, allowsEmpty: true, isDistinct: true);

    private static readonly ValueKind<IReadOnlyList<int>> _weekdays = Kind.List(
        new CalendarNameKind("weekday", ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], first: null),
        "weekdays (`monday`)", allowsSingle: true, allowsEmpty: true, isDistinct: true);

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<OriginsRecipe> Section { get; } = new SectionBuilder<OriginsRecipe>(new(new CalendarOrigins()))
        .Add("month", _months, origins => origins.Calendar.Months,
            (origins, value) => origins with { Calendar = origins.Calendar with { Months = value } },
            "Months of the last row that a forecast sees.", note: "any", example: "month: december")
        .Add("day", Kind.List(Kind.Integer(1, 31), "whole numbers from 1 to 31", allowsSingle: true, allowsEmpty: true, isDistinct: true),
            origins => origins.Calendar.Days,
            (origins, value) => origins with { Calendar = origins.Calendar with { Days = value } },
            "Days of the month of that row.", note: "any", example: "day: 1")
        .Add("weekday", _weekdays, origins => [.. origins.Calendar.Weekdays.Select(day => (int)day)],
            (origins, value) => origins with
            {
                Calendar = origins.Calendar with { Weekdays = [.. value.Select(day => (DayOfWeek)day)] },
            },
            "Days of the week of that row.", note: "any", example: "weekday: monday")
        .Add("hour", Kind.List(Kind.Integer(0, 23), "whole numbers from 0 to 23", allowsSingle: true, allowsEmpty: true, isDistinct: true),
            origins => origins.Calendar.Hours,
            (origins, value) => origins with { Calendar = origins.Calendar with { Hours = value } },
            "Hours of the day of that row.", note: "any", example: "hour: 6")
        .Add("validation", Kind.Flag, origins => origins.Validation, (origins, value) => origins with { Validation = value },
            "Whether training is watched, and the validation part evaluated, at these origins alone, as the test part is.")
        .Build();
}
