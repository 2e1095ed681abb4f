using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>A series on its way to the network: as it was read, before each step, and as the network sees it.</summary>
/// <param name="Id">The series' id.</param>
/// <param name="Raw">The columns that the recipe needs, before all steps: what forecasts are held against.</param>
/// <param name="Stages">The targets as they were before each step: what a forecast is brought back by.</param>
/// <param name="Frame">All columns that windows are made of.</param>
/// <param name="Statics">What does not change over time, scaled.</param>
internal sealed record PreparedSeries(string Id, Frame Raw, IReadOnlyList<Frame> Stages, Frame Frame, IReadOnlyList<double> Statics);
