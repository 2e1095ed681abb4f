using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>
/// Forecasts over time and their residuals, to look through by part, track and steps ahead; the page's script draws the charts.
/// </summary>
internal static class ForecastRenderer
{
    /// <summary>Tracks that are shown of each part at most.</summary>
    public const int MaximumTracks = 24;

    /// <summary>The choices, the places of the charts, and the numbers that they are drawn from.</summary>
    public static Markup Render(ForecastSection section)
    {
        ForecastTrack[] tracks = [.. section.Tracks
            .Where(track => track.Values.Count > 0)
            .GroupBy(track => track.Part)
            .SelectMany(part => part.Take(MaximumTracks))];
        if (tracks.Length == 0)
        {
            return new Markup("<p>There is no forecast to show.</p>");
        }

        TrackSeries[] series = [.. tracks.Select(track => TrackSeries.Of(track, section.Horizon, 1.0 / tracks.Length))];
        return new Markup(Template.Fill(Assets.Read("forecast.html"), new Dictionary<string, Markup>
        {
            ["controls"] = Markup.Join([Parts(tracks), Names(tracks), Steps(section, series[0])]),
            ["omitted"] = Omitted(section, tracks, series),
            ["data"] = ForecastData.Of(section, tracks, series),
        }));
    }

    /// <summary>So many rows into the future: <c>2 days ahead</c>.</summary>
    public static string Ahead(ForecastSection section, int steps) => $"{CountFormatter.Format(steps, section.StepName + "s")} ahead";

    // With nothing to choose there is no choice.
    private static Markup Parts(ForecastTrack[] tracks)
    {
        string[] parts = [.. tracks.Select(track => track.Part).Distinct()];
        IEnumerable<Markup> buttons = parts.Select(part => Markup.Of(
            $"<button type=\"button\" data-part=\"{part}\" aria-pressed=\"false\">{Html.Names.Part(part)}</button>"));
        return parts.Length < 2 ? Markup.Empty : Markup.Of($"<span class=\"segments\" role=\"group\" aria-label=\"Part\">{buttons}</span>");
    }

    private static Markup Names(ForecastTrack[] tracks)
    {
        string[] names = [.. tracks.Select(track => track.Name).Distinct()];
        IEnumerable<Markup> options = names.Select(name => Markup.Of($"<option value=\"{name}\">{name}</option>"));
        return names.Length < 2 ? Markup.Empty : Markup.Of($"<label class=\"step\">Of <select data-name>{options}</select></label>");
    }

    private static Markup Steps(ForecastSection section, TrackSeries series)
    {
        IEnumerable<Markup> options = series.Steps.Select((step, i) => Markup.Of(
            $"<option value=\"{i}\">{Ahead(section, step.Step)}</option>"));
        return series.Steps.Count < 2
            ? Markup.Empty
            : Markup.Of($"<label class=\"step\">Forecast made <select data-step>{options}</select></label>");
    }

    private static Markup Omitted(ForecastSection section, ForecastTrack[] tracks, TrackSeries[] series)
    {
        bool isWhole = section.Tracks.Count(track => track.Values.Count > 0) == tracks.Length;
        string names = isWhole ? "" : $"the first {Figures.Count(MaximumTracks)} of each part";
        string times = series.All(track => track.IsWhole)
            ? ""
            : $"the last {CountFormatter.Format(series.Max(track => track.Times.Count), "times")} of each";
        string shown = string.Join(", and ", new[] { names, times }.Where(text => text.Length > 0));
        return shown.Length == 0
            ? Markup.Empty
            : Markup.Of($"<p class=\"note\">The charts show {shown}{(section.Elsewhere.Length > 0 ? "; " : "")}{section.Elsewhere}.</p>");
    }
}
