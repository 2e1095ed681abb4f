using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Scheduled sampling (Bengio et al. 2015): before each epoch the network forecasts all training windows from its own rows, and a share of
/// the rows before, which rises from epoch to epoch, is then its own.
/// </summary>
/// <param name="rows">The training samples.</param>
/// <param name="windows">The windows that they are of.</param>
/// <param name="head">The meaning of the outputs.</param>
/// <param name="share">The share in the last epoch.</param>
/// <param name="seed">Seed of which rows are the network's own.</param>
internal sealed class ScheduledSampling(PreviousRows rows, SeriesWindows windows, ForecastHead head, double share, ulong seed) : Callback
{
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        rows.OwnShare = context.Epochs == 1 ? share : share * (context.Epoch - 1) / (context.Epochs - 1);
        if (rows.OwnShare > 0)
        {
            rows.Seed = new RandomStream(seed, (ulong)context.Epoch).NextUInt64();
            rows.Own = new FreeRunning(head, new Ensemble([context.Model])).Forecast(windows, 0, null).Rows;
        }
    }
}
