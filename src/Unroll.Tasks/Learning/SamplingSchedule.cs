using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// Scheduled sampling (Bengio et al. 2015): before each epoch the network predicts all training samples, and a share of the timesteps
/// that it is told, which rises from epoch to epoch, is then its own predictions.
/// </summary>
/// <param name="key">Name of the predictions in a checkpoint.</param>
/// <param name="share">The share in the last epoch.</param>
/// <param name="seed">Seed of which timesteps are the network's own.</param>
internal abstract class SamplingSchedule(string key, double share, ulong seed) : Callback
{
    private const string EpochKey = "epoch";
    private const string ShareKey = "share";

    private int _epoch;
    private double _ownShare;

    public sealed override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Begin(context.Epoch, context.Epochs == 1 ? share : share * (context.Epoch - 1) / (context.Epochs - 1));
        if (_ownShare > 0)
        {
            Predict(context);
        }
    }

    /// <summary>The predictions are from before the epoch, so that they cannot be made again within it.</summary>
    public sealed override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_ownShare > 0 && Save() is { } own)
        {
            (state.Numbers[EpochKey], state.Numbers[ShareKey]) = (_epoch, _ownShare);
            state.Arrays[key] = own;
        }
    }

    public sealed override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Arrays.TryGetValue(key, out float[]? own))
        {
            Begin((int)state.Numbers[EpochKey], state.Numbers[ShareKey]);
            Restore(own);
        }
    }

    /// <summary>Gives the samples the share of their own predictions, and the seed of which.</summary>
    protected abstract void Begin(double ownShare, ulong epochSeed);

    /// <summary>Gives the samples the predictions of the network.</summary>
    protected abstract void Predict(TrainingContext context);

    /// <summary>The predictions that the samples have; null for none.</summary>
    protected abstract float[]? Save();

    /// <summary>Gives the samples saved predictions.</summary>
    protected abstract void Restore(float[] saved);

    private void Begin(int epoch, double ownShare)
    {
        (_epoch, _ownShare) = (epoch, ownShare);
        Begin(ownShare, new RandomStream(seed, (ulong)epoch).NextUInt64());
    }
}
