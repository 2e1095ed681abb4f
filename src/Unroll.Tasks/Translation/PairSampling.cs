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
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        samples.OwnShare = context.Epochs == 1 ? share : share * (context.Epoch - 1) / (context.Epochs - 1);
        if (samples.OwnShare > 0)
        {
            samples.Seed = new RandomStream(seed, (ulong)context.Epoch).NextUInt64();
            samples.Own = ForcedScores.Guesses(context.Model, samples, areTokens);
        }
    }
}
