using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The networks of a fold, trained.</summary>
/// <param name="Networks">The networks of which an epoch at least was finished; none where it was stopped before.</param>
/// <param name="Histories">Their histories.</param>
/// <param name="IsStopped">Whether training was stopped.</param>
internal sealed record TrainedNetworks(IReadOnlyList<Model> Networks, IReadOnlyList<History> Histories, bool IsStopped);
