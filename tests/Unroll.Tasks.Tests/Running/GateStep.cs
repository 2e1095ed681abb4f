using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A step of preparation that changes nothing and waits at a gate while it is fitted, whatever is cancelled meanwhile.</summary>
internal sealed class GateStep(Func<bool> wait) : PreparingStep
{
    /// <summary>Recipes are checked as they are written, so that it has the name of a step that is known.</summary>
    private const string Known = "scale";

    private volatile bool _isFitted;

    public override string Name => Known;

    /// <summary>The step as a block of a recipe; it is in no catalogue.</summary>
    public Block<PreparingStep> Block => new(
        new StepEntry(Known, typeof(GateStep), "Waits.", [], _ => this, _ => new Fitted()), new SettingValues());

    /// <summary>Whether the wait came to its end.</summary>
    public bool IsFitted => _isFitted;

    public override FittedStep Fit(SeriesSet training)
    {
        wait();
        _isFitted = true;
        return new Fitted();
    }

    private sealed class Fitted : FittedStep
    {
        public override string Name => Known;

        public override Frame Transform(Frame frame, string id) => frame;

        public override JsonObject ToJson() => [];
    }
}
