using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Every step, in every way that it works differently.</summary>
internal static class StepList
{
    public static Dictionary<string, (PreparingStep Step, bool NeedsEvenStamps)> All { get; } = new()
    {
        ["scale, standard"] = (new ScaleStep(), false),
        ["scale, robust, per series"] = (new ScaleStep(new() { Method = ScaleMethod.Robust, PerSeries = true }), false),
        ["scale, min-max"] = (new ScaleStep(new() { Method = ScaleMethod.MinMax, Columns = ["whole"] }), false),
        ["scale, none"] = (new ScaleStep(new() { Method = ScaleMethod.None }), false),
        ["scale, each case"] = (new ScaleStep(new() { Method = ScaleMethod.Robust, PerItem = true }), false),
        ["impute, forward"] = (new ImputeStep(), false),
        ["impute, forward, limit"] = (new ImputeStep(new() { Limit = 2, Mask = true }), false),
        ["impute, forward, columns"] = (new ImputeStep(new() { Mask = true, TimeSince = true, Leading = LeadingGap.Refuse }), false),
        ["impute, linear"] = (new ImputeStep(new() { Method = ImputeMethod.Linear }), false),
        ["impute, seasonal"] = (new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Day }), false),
        ["impute, seasonal rows"] =
            (new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Rows(6), PerSeries = true }), true),
        ["impute, season ago"] =
            (new ImputeStep(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Of(TimeSpan.FromHours(5)) }), false),
        ["impute, season of rows ago"] =
            (new ImputeStep(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Rows(4), Leading = LeadingGap.Keep }), false),
        ["impute, constant"] = (new ImputeStep(new() { Method = ImputeMethod.Constant, Value = -1 }), false),
        ["impute, mean"] = (new ImputeStep(new() { Method = ImputeMethod.Mean, Limit = 3 }), false),
        ["tokenize, row"] = (new TokenizeStep(new() { Columns = ["whole"], Unit = TokenUnit.Row }), false),
        ["numbers"] = (new NumbersStep(new() { Columns = ["whole"] }), false),
        ["lag"] = (new LagStep(new() { Steps = [1, 7] }), false),
        ["rolling, rows"] = (new RollingStep(new() { Rows = 5, Statistics = Sliding }), false),
        ["rolling, span"] = (new RollingStep(new() { Span = TimeSpan.FromHours(6), Statistics = Sliding, MinCount = 2 }), false),
        ["rolling, centred"] = (new RollingStep(new() { Rows = 4, Statistics = Sliding, Centered = true }), false),
        ["resample, mean"] = (new ResampleStep(new() { Every = TimeSpan.FromHours(5) }), false),
        ["resample, methods"] =
            (new ResampleStep(new()
            {
                Every = TimeSpan.FromDays(1),
                Methods = Told,
                ClosedRight = true,
                LabelRight = true,
                SkipEmpty = true,
                Partial = PartialIntervals.Keep,
            }), false),
        ["resample, from start"] =
            (new ResampleStep(new() { Every = TimeSpan.FromHours(7), FromStart = true, Method = Statistic.Slope }), false),
        ["resample, week"] = (
            new ResampleStep(new() { Calendar = CalendarPeriod.Week, Method = Statistic.Sum, Partial = PartialIntervals.Keep }), false),
        ["resample, whole"] = (new ResampleStep(new() { Every = TimeSpan.FromHours(2), Method = Statistic.Count }), true),
        ["resample, up"] = (new ResampleStep(new() { Every = TimeSpan.FromMinutes(20), Upsample = UpsampleMethod.Linear }), false),
        ["window features, rows"] = (new WindowFeatureStep(new() { Rows = 7, Statistics = Enum.GetValues<Statistic>() }), false),
        ["window features, span"] = (new WindowFeatureStep(new() { Span = TimeSpan.FromHours(6), FromStart = true }), false),
        ["crop, first"] = (new CropStep(new() { Span = TimeSpan.FromHours(30) }), false),
        ["crop, last"] = (new CropStep(new() { Rows = 10, FromEnd = true }), false),
        ["clip, Hampel"] = (new ClipStep(), false),
        ["clip, Hampel, span"] = (new ClipStep(new() { Span = TimeSpan.FromHours(12), Threshold = 1, ToMissing = true }), false),
        ["clip, Hampel, centred"] = (new ClipStep(new() { Rows = 7, Centered = true }), false),
        ["clip, sigma"] = (new ClipStep(new() { Method = ClipMethod.Sigma, Threshold = 1, PerSeries = true }), false),
        ["clip, quantile"] = (new ClipStep(new() { Method = ClipMethod.Quantile, Lower = 0.1, Upper = 0.9, ToMissing = true }), false),
        ["detrend, mean"] = (new DetrendStep(new() { Degree = 0 }), false),
        ["detrend, line"] = (new DetrendStep(), false),
        ["detrend, parabola"] = (new DetrendStep(new() { Degree = 2 }), false),
        ["difference"] = (new DifferenceStep(), false),
        ["difference, season twice"] = (new DifferenceStep(new() { Lag = 3, Order = 2 }), false),
        ["log"] = (new LogStep(), false),
        ["log1p"] = (new LogStep(LogKind.Log1p, ["whole"]), false),
        ["power, Box–Cox"] = (new PowerStep(), false),
        ["power, Box–Cox, given"] = (new PowerStep(new() { Lambda = -0.5, PerSeries = true }), false),
        ["power, Yeo–Johnson"] = (new PowerStep(new() { Method = PowerMethod.YeoJohnson }), false),
        ["calendar, cyclic"] = (new CalendarStep(CalendarUnit.DayOfMonth, harmonics: 2), false),
        ["calendar, one-hot"] = (new CalendarStep(CalendarUnit.DayOfWeek, CalendarEncoding.OneHot), false),
        ["calendar, number"] = (new CalendarStep(CalendarUnit.MinuteOfDay, CalendarEncoding.Number), false),
        ["fourier, week"] = (new FourierStep(Season.Week, 3), false),
        ["fourier, year"] = (new FourierStep(Season.Year), false),
        ["fourier, span"] = (new FourierStep(Season.Of(TimeSpan.FromHours(7.5)), 2), false),
        ["fourier, rows"] = (new FourierStep(Season.Rows(5), 2), true),
        ["holidays, Germany"] = (new HolidayStep(GermanHolidays.ByPopulation(0.6), 2, yearEnd: true), false),
        ["holidays, one weight"] = (new HolidayStep(new GermanHolidays(0.3)), false),
        ["holidays, most"] = (new HolidayStep(GermanHolidays.ByPopulation(), around: 31), false),
        ["impute, odd unit"] = (new ImputeStep(new() { TimeSince = true, Unit = new TimeSpan(36_000_000_001) }), false),
        ["holidays, list"] = (new HolidayStep(new HolidayList("own", [new(new DateOnly(2023, 12, 30), "Party", 0.1)])), false),
        ["business time"] = (new BusinessTimeStep(), false),
        ["business time, holidays"] =
            (new BusinessTimeStep(new()
            {
                Opens = TimeSpan.FromHours(7.5),
                Closes = TimeSpan.FromDays(1),
                Days = [DayOfWeek.Sunday],
                Holidays = new GermanHolidays(),
            }), false),
        ["split-texts"] = (new SplitTextStep(new() { Columns = ["kind"], Unit = TokenUnit.Character }), false),
        ["ngrams"] = (new NGramStep(new() { Columns = ["kind"], Lengths = [2, 3] }), false),
        ["affixes"] = (new AffixStep(new() { Columns = ["kind"], Lengths = [1, 2] }), false),
        ["characters"] = (new CharacterStep(new() { Columns = ["kind"], Length = 5 }), false),
        ["one-hot"] = (new OneHotStep(new() { KeepColumn = true }), false),
        ["one-hot, refuse"] = (new OneHotStep(new() { Columns = ["kind"], Unseen = UnseenCategory.Refuse }), false),
        ["embedding codes"] = (new EmbeddingCodeStep(), false),
    };

    private static Dictionary<string, Statistic> Told =>
        new() { ["gappy"] = Statistic.Median, ["whole"] = Statistic.Count, ["kind"] = Statistic.First };

    private static Statistic[] Sliding =>
        [Statistic.Mean, Statistic.StandardDeviation, Statistic.Minimum, Statistic.Maximum, Statistic.Sum, Statistic.Median,
            Statistic.Count];
}
