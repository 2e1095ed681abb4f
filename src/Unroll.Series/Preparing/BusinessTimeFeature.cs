namespace Unroll.Series.Preparing;

/// <summary>Indicators of weekends, office hours and working days.</summary>
internal sealed class BusinessTimeFeature(BusinessTimeOptions options) : TimeFeature
{
    private const double DayOff = 0.5;

    public override IReadOnlyList<string> Names { get; } =
        options.Holidays is null ? ["weekend", "office-hours"] : ["weekend", "office-hours", "working-day"];

    public override void Compute(DateTime stamp, Span<double> values)
    {
        bool isWeekend = !options.Days!.Contains(stamp.DayOfWeek);
        bool isOff = isWeekend || options.Holidays?.WeightOf(DateOnly.FromDateTime(stamp)) >= DayOff;
        values[0] = isWeekend ? 1 : 0;
        values[1] = !isOff && stamp.TimeOfDay >= options.Opens && stamp.TimeOfDay < options.Closes ? 1 : 0;
        if (values.Length > 2)
        {
            values[2] = isOff ? 0 : 1;
        }
    }
}
