using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

/// <summary>What comes after the last stamp of a series that keeps to working days or office hours.</summary>
public sealed class WorkingPatternTests
{
    [Fact]
    public void After_a_friday_comes_a_monday()
    {
        // 2021-01-01 is a Friday; two holidays are left out.
        DateTime[] days =
        [
            .. Enumerable.Range(0, 120).Select(day => new DateTime(2021, 1, 1).AddDays(day))
                .Where(day =>
                    day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day != new DateTime(2021, 4, 2)
                        && day != new DateTime(2021, 4, 5)),
        ];

        TimeIndex extended = new TimeIndex(days).Extend(6);

        Assert.Equal(new DateTime(2021, 4, 30), days[^1]);
        Assert.Equal(
            ["2021-05-03", "2021-05-04", "2021-05-05", "2021-05-06", "2021-05-07", "2021-05-10"],
            Enumerable.Range(days.Length, 6).Select(extended.Text));
    }

    [Fact]
    public void After_the_last_office_hour_comes_the_first_of_the_next_working_day()
    {
        DateTime[] hours =
        [
            .. Enumerable.Range(0, 24 * 40).Select(hour => new DateTime(2021, 3, 1).AddHours(hour))
                .Where(hour => hour.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && hour.Hour is >= 9 and <= 16),
        ];

        TimeIndex extended = new TimeIndex(hours).Extend(9);

        Assert.Equal(new DateTime(2021, 4, 9, 16, 0, 0), hours[^1]);
        Assert.Equal("2021-04-12 09:00", extended.Text(hours.Length));
        Assert.Equal("2021-04-12 16:00", extended.Text(hours.Length + 7));
        Assert.Equal("2021-04-13 09:00", extended.Text(hours.Length + 8));
    }

    [Fact]
    public void A_few_lost_rows_do_no_harm()
    {
        DateTime[] days = [
            .. Enumerable.Range(0, 100).Where(day => day is not (17 or 18 or 60)).Select(day => new DateTime(2021, 1, 1).AddDays(day))];

        Assert.Equal("2021-04-11", new TimeIndex(days).Extend(1).Text(days.Length));
    }

    [Fact]
    public void Stamps_without_a_pattern_are_refused()
    {
        RandomStream random = new(3);
        DateTime stamp = new(2021, 1, 1);
        DateTime[] stamps = [.. Enumerable.Range(0, 200).Select(_ => stamp = stamp.AddMinutes(1 + random.NextInt32(300)))];

        Assert.Contains(
            "not evenly spaced", Assert.Throws<InputException>(() => new TimeIndex(stamps).Extend(1)).Message, StringComparison.Ordinal);
    }
}
