using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>The steps that ask the calendar, and those that make numbers of texts.</summary>
internal static partial class StepSection
{
    private static PreparingStep ReadCalendarStep(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "calendar");
        CalendarUnit unit = ReadUnit(section is null ? value : section.Need("feature", "feature: day-of-week"));
        CalendarEncoding encoding = Find(section, "encoding", node => node.OneOf(
            ("cyclic", CalendarEncoding.Cyclic), ("one-hot", CalendarEncoding.OneHot), ("number", CalendarEncoding.Number)), CalendarEncoding.Cyclic);
        int harmonics = Find(section, "harmonics", node => node.Integer(1, 100), 1);
        return Make(value, () => new CalendarStep(unit, encoding, harmonics));
    }

    private static CalendarUnit ReadUnit(RecipeNode node) => node.OneOf(
        ("minute-of-day", CalendarUnit.MinuteOfDay),
        ("hour", CalendarUnit.Hour),
        ("day-of-week", CalendarUnit.DayOfWeek),
        ("day-of-month", CalendarUnit.DayOfMonth),
        ("day-of-year", CalendarUnit.DayOfYear),
        ("week", CalendarUnit.Week),
        ("month", CalendarUnit.Month),
        ("quarter", CalendarUnit.Quarter));

    private static PreparingStep ReadFourier(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "fourier");
        Season season = ReadSeason(section is null ? value : section.Need("season", "season: year"));
        int harmonics = Find(section, "harmonics", node => node.Integer(1, 1000), 1);
        return Make(value, () => new FourierStep(season, harmonics));
    }

    private static PreparingStep ReadHolidayStep(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "holidays");
        string country = (section is null ? value : section.Need("country", "country: germany")).OneOf(("germany", "germany"));
        double? regional = Find<double?>(section, "regional", node => node.Describe() == "population" ? null : node.Number(x => x is >= 0 and <= 1, "population or a number from 0 to 1"), null);
        int around = Find(section, "around", node => node.Integer(0, 31), 1);
        bool yearEnd = Flag(section, "year-end");
        return Make(value, () => new HolidayStep(HolidayCalendar.FromName(country, (double?)regional), around, yearEnd));
    }

    private static PreparingStep ReadBusinessTime(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "business-time");
        BusinessTimeOptions options = new()
        {
            Opens = Find(section, "opens", ReadTimeOfDay, TimeSpan.Zero),
            Closes = Find(section, "closes", ReadTimeOfDay, TimeSpan.Zero),
            Days = section?.Find("days")?.Items().Select(ReadDay).ToArray(),
            Holidays = section?.Find("country") is { } country ? HolidayCalendar.FromName(country.OneOf(("germany", "germany")), null) : null,
        };
        return Make(value, () => new BusinessTimeStep(options));
    }

    private static TimeSpan ReadTimeOfDay(RecipeNode node) =>
        TimeOnly.TryParseExact(node.Text(), ["H:mm", "HH:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out TimeOnly time)
            ? time.ToTimeSpan()
            : throw node.Error($"expected a time of day such as 08:30, but got {node.Describe()}.");

    private static DayOfWeek ReadDay(RecipeNode node) => node.OneOf([.. Enum.GetValues<DayOfWeek>().Select(day => (day.ToString().ToLowerInvariant(), day))]);

    private static PreparingStep ReadOneHot(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "one-hot");
        OneHotOptions options = new()
        {
            Columns = section is null && !IsBare(value, "one-hot") ? TextsOf(value) : Columns(section),
            Unseen = Find(section, "unseen", node => node.OneOf(("zero", UnseenCategory.Zero), ("refuse", UnseenCategory.Refuse)), UnseenCategory.Zero),
            KeepColumn = Flag(section, "keep"),
        };
        return Make(value, () => new OneHotStep(options));
    }

    private static PreparingStep ReadEmbeddingCodes(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "embedding-codes");
        return Make(value, () => new EmbeddingCodeStep(section is null && !IsBare(value, "embedding-codes") ? TextsOf(value) : Columns(section)));
    }

    private static string[] TextsOf(RecipeNode node) => node.IsList ? [.. node.Items().Select(item => item.Text())] : [node.Text()];
}
