using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Translation;

/// <summary>Scheduled sampling of translations: the network guesses each timestep of all targets from the true ones before.</summary>
/// <param name="samples">The training samples.</param>
/// <param name="areTokens">Whether targets are tokens.</param>
/// <param name="share">The share in the last epoch.</param>
/// <param name="seed">Seed of which timesteps are the network's own.</param>
internal sealed class PairSampling(PairSamples samples, bool areTokens, double share, ulong seed)
    : SamplingSchedule("guesses", share, seed)
{
    protected override void Begin(double ownShare, ulong epochSeed) => (samples.OwnShare, samples.Seed) = (ownShare, epochSeed);

    protected override void Predict(TrainingContext context) =>
        samples.Own = ForcedScores.Guesses(context.Model, samples, areTokens);

    protected override float[]? Save() => samples.Own is { } own ? [.. own.SelectMany(guesses => guesses)] : null;

    protected override void Restore(float[] saved)
    {
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
}
