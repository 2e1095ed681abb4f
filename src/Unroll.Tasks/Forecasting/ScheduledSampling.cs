using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>Scheduled sampling of forecasts: the network forecasts all training windows from its own rows.</summary>
/// <param name="rows">The training samples.</param>
/// <param name="windows">The windows that they are of.</param>
/// <param name="head">The meaning of the outputs.</param>
/// <param name="share">The share in the last epoch.</param>
/// <param name="seed">Seed of which rows are the network's own.</param>
internal sealed class ScheduledSampling(PreviousRows rows, SeriesWindows windows, ForecastHead head, double share, ulong seed)
    : SamplingSchedule("rows", share, seed)
{
    protected override void Begin(double ownShare, ulong epochSeed) => (rows.OwnShare, rows.Seed) = (ownShare, epochSeed);

    protected override void Predict(TrainingContext context) =>
        rows.Own = new FreeRunning(head, new Ensemble([context.Model])).Forecast(windows, 0, null).Rows;

    protected override float[]? Save() => rows.Own;

    protected override void Restore(float[] saved) => rows.Own = saved;
}
