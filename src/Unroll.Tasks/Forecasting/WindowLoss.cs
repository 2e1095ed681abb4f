namespace Unroll.Tasks.Forecasting;

/// <summary>The losses of a window, added up over the steps whose loss is known.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="Origin">Stamp of the origin.</param>
/// <param name="Last">Stamp of the last step whose loss is known.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct WindowLoss(string Series, DateTime Origin, DateTime Last, double Sum, int Count)
{
    /// <summary>Writes the loss of each step of a window; NaN where it is not known.</summary>
    /// <param name="columns">The forecasts.</param>
    /// <param name="window">The window.</param>
    /// <param name="losses">A place for each step.</param>
    public delegate void Writer(ForecastColumns columns, int window, Span<double> losses);

    /// <summary>The losses of all windows, in their order.</summary>
    /// <param name="forecasts">The forecasts.</param>
    /// <param name="write">Writes the loss of each step.</param>
    public static IEnumerable<WindowLoss> Of(PredictionList forecasts, Writer write)
    {
        foreach (ForecastColumns columns in forecasts.Columns)
        {
            double[] losses = new double[columns.Horizon];
            for (int window = 0; window < columns.Windows; window++)
            {
                write(columns, window, losses);
                (double sum, int count, int last) = (0, 0, 0);
                for (int step = 0; step < losses.Length; step++)
                {
                    if (double.IsFinite(losses[step]))
                    {
                        (sum, count, last) = (sum + losses[step], count + 1, step);
                    }
                }

                yield return new WindowLoss(columns.Series(window).Id, columns.Origin(window), columns.Time(window, last), sum, count);
            }
        }
    }
}
