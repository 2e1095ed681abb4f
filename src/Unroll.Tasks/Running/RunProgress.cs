using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Running;

/// <summary>Receives the progress of a run from its data to its files. Does nothing unless a method is overridden.</summary>
public class RunProgress : LearnerProgress
{
    private bool _hasToldOfCheckpoints;

    /// <summary>Data are about to be read.</summary>
    /// <param name="source">Where from: a file, a data set, a database without its password.</param>
    public virtual void OnReading(string source)
    {
    }

    /// <summary>The data are read, and about to be prepared.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data.</param>
    public virtual void OnRead(Recipe recipe, TaskData data)
    {
    }

    /// <summary>The files of the run are about to be written.</summary>
    /// <param name="folder">The folder that they are written to.</param>
    public virtual void OnWriting(string folder)
    {
    }

    /// <summary>There is something that the user should know.</summary>
    /// <param name="notice">A sentence.</param>
    public virtual void OnNotice(string notice)
    {
    }

    /// <inheritdoc/>
    public override void OnDiverged(string warning) => OnNotice(warning);

    /// <inheritdoc/>
    /// <remarks>Gives one notice, however often it happens.</remarks>
    public override void OnCheckpointFailed(string reason)
    {
        if (!_hasToldOfCheckpoints)
        {
            _hasToldOfCheckpoints = true;
            OnNotice($"{reason} The training goes on, but could not be resumed if it were stopped now.");
        }
    }
}
