"""Spaces, their members and charters, what people contribute there, and what they keep of it."""

from cordee.spaces.models.charters import Charter, CharterAcceptance
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.drafts import Draft
from cordee.spaces.models.following import Bookmark, Follow
from cordee.spaces.models.library import Practice
from cordee.spaces.models.memberships import JoinRequest, Membership
from cordee.spaces.models.merging import Merging
from cordee.spaces.models.polls import Poll, PollOption, PollVote
from cordee.spaces.models.posts import Post, PostSkill, Resolution
from cordee.spaces.models.reactions import Reaction
from cordee.spaces.models.readings import Reading, UncountedReader
from cordee.spaces.models.removals import Removal
from cordee.spaces.models.revisions import Revision
from cordee.spaces.models.spaces import Objective, Space
from cordee.spaces.models.standing_in import StandIn

__all__ = [
    "Bookmark",
    "Charter",
    "CharterAcceptance",
    "Comment",
    "Draft",
    "Follow",
    "JoinRequest",
    "Membership",
    "Merging",
    "Objective",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostSkill",
    "Practice",
    "Reaction",
    "Reading",
    "Removal",
    "Resolution",
    "Revision",
    "Space",
    "StandIn",
    "UncountedReader",
]
