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
    private const string EpochKey = "epoch";
    private const string ShareKey = "share";
    private const string RowsKey = "rows";

    private int _epoch;

    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Begin(context.Epoch, context.Epochs == 1 ? share : share * (context.Epoch - 1) / (context.Epochs - 1));
        if (rows.OwnShare > 0)
        {
            rows.Own = new FreeRunning(head, new Ensemble([context.Model])).Forecast(windows, 0, null).Rows;
        }
    }

    /// <summary>The forecasts are from before the epoch, so that they cannot be made again within it.</summary>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (rows.Own is { } own && rows.OwnShare > 0)
        {
            (state.Numbers[EpochKey], state.Numbers[ShareKey]) = (_epoch, rows.OwnShare);
            state.Arrays[RowsKey] = own;
        }
    }

    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Arrays.TryGetValue(RowsKey, out float[]? own))
        {
            Begin((int)state.Numbers[EpochKey], state.Numbers[ShareKey]);
            rows.Own = own;
        }
    }

    private void Begin(int epoch, double ownShare)
    {
        (_epoch, rows.OwnShare) = (epoch, ownShare);
        rows.Seed = new RandomStream(seed, (ulong)epoch).NextUInt64();
    }
}
