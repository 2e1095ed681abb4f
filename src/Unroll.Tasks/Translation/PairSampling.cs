using Unroll.Training;

namespace Unroll.Tasks.Translation;

/// <summary>
/// Scheduled sampling (Bengio et al. 2015): before each epoch the network guesses each timestep of all targets from the true ones before,
/// and a share of the timesteps before, which rises from epoch to epoch, is then its own guess.
/// </summary>
/// <param name="samples">The training samples.</param>
/// <param name="areTokens">Whether targets are tokens.</param>
/// <param name="share">The share in the last epoch.</param>
/// <param name="seed">Seed of which timesteps are the network's own.</param>
internal sealed class PairSampling(PairSamples samples, bool areTokens, double share, ulong seed) : Callback
{
    private const string EpochKey = "epoch";
    private const string ShareKey = "share";
    private const string GuessesKey = "guesses";

    private int _epoch;

    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Begin(context.Epoch, context.Epochs == 1 ? share : share * (context.Epoch - 1) / (context.Epochs - 1));
        if (samples.OwnShare > 0)
        {
            samples.Own = ForcedScores.Guesses(context.Model, samples, areTokens);
        }
    }

    /// <summary>The guesses are from before the epoch, so that they cannot be made again within it.</summary>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (samples.Own is { } own && samples.OwnShare > 0)
        {
            (state.Numbers[EpochKey], state.Numbers[ShareKey]) = (_epoch, samples.OwnShare);
            state.Arrays[GuessesKey] = [.. own.SelectMany(guesses => guesses)];
        }
    }

    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Arrays.TryGetValue(GuessesKey, out float[]? saved))
        {
            return;
        }

        Begin((int)state.Numbers[EpochKey], state.Numbers[ShareKey]);
        float[][] own = new float[samples.Count][];
        for (int sample = 0, at = 0; sample < own.Length; sample++)
        {
            int length = samples.TargetLengthOf(sample) * samples.TargetShape.Features;
            own[sample] = at + length <= saved.Length ? saved[at..(at + length)]
                : throw new InputException("its guesses for scheduled sampling are of other pairs.");
            at += length;
        }

        samples.Own = own;
    }

    private void Begin(int epoch, double ownShare)
    {
        (_epoch, samples.OwnShare) = (epoch, ownShare);
        samples.Seed = new RandomStream(seed, (ulong)epoch).NextUInt64();
    }
}
