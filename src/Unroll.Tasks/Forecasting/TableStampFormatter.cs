using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>The format of stamps in tables.</summary>
/// <param name="Format">Their .NET format.</param>
/// <param name="Zone">The zone of the local time to show, with its offset; null: stamps are as they stand.</param>
/// <param name="HasSeveralSeries">Whether rows have to name their series.</param>
internal sealed record TableStampFormatter(string Format, TimeZoneInfo? Zone, bool HasSeveralSeries)
{
    /// <summary>The format of the stamps of some series.</summary>
    /// <param name="series">The series.</param>
    public static TableStampFormatter Of(SeriesSet series) => new(
        StampFormat.Of(series.Items.Select(item => item.Frame.Time)), series[0].Frame.Time.Zone, series.Count > 1);

    /// <summary>A stamp as text.</summary>
    /// <param name="stamp">The stamp.</param>
    public string Of(DateTime stamp) => TimeIndex.ToFileText(stamp, Format, Zone);
}
