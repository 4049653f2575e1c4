using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class OptionCatalogueTests
{
    [Test]
    public void Construct_IgnoredAndHonoured_HonouredWinsInEitherOrder()
    {
        var ignored = Opt.Ignored("api", "x", "Why.");
        var honoured = Opt.Str("api", "x", "", "h");

        new OptionCatalogue([ignored, honoured]).Options.Should().Equal(honoured);
        new OptionCatalogue([honoured, ignored]).Options.Should().Equal(honoured);
    }

    [Test]
    public void Construct_TwoHonouredOfOneName_Throws()
    {
        var act = () => new OptionCatalogue([Opt.Str("api", "x", "", "h"), Opt.Str("api", "x", "", "h")]);

        act.Should().Throw<ArgumentException>().WithMessage("[api] x is declared twice*");
    }

    [Test]
    public void Find_OldNames_GiveTheOption()
    {
        var option = Opt.Str("api", "x", "", "h", deprecated: ["y", "OLD/z"]);
        var catalogue = new OptionCatalogue([option]);

        catalogue.Find(new OptionKey("api", "y")).Should().BeSameAs(option);
        catalogue.Find(new OptionKey("old", "z")).Should().BeSameAs(option);
        catalogue.Find(new OptionKey("api", "z")).Should().BeNull();
    }

    [Test]
    public void IgnoredOptions_All_HaveAReasonAndStandOnce()
    {
        IgnoredOptions.All.Should().OnlyContain(o => o.Ignored && o.IgnoredReason!.EndsWith('.'));
        IgnoredOptions.All.Select(option => option.Key).Should().OnlyHaveUniqueItems();
    }
}
